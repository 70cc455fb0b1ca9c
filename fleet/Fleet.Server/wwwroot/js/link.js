// The live connection: proves that it lives, says so when it doesn't, and comes back.
import { setBlindTitle } from "./badge.js";
import { showBanner } from "./banners.js";
import { onBeat } from "./beat.js";
import { formatTimeOfDay, serverNow } from "./clock.js";
import { setBlindSound } from "./sound.js";

const blindAfterMilliseconds = patience("blindAfter");
const comeBackAfterMilliseconds = patience("comeBackAfter");
const serverTimeoutMilliseconds = patience("serverTimeout");

let pulseAt = performance.now();
let pulseServerTime = 0;
let isDown = false;
let isBlind = null;
let isTrying = false;
let wake = () => {};

/** Opens the live connection. */
export async function startLink() {
  onBeat(watch);
  document.addEventListener("visibilitychange", watch);
  const reconnectionHandler = {
    onConnectionDown() {
      isDown = true;
      watch();
      comeBack();
    },
    onConnectionUp() {
      isDown = false;
    },
  };
  try {
    await Blazor.start({
      circuit: {
        reconnectionHandler,
        configureSignalR: builder => builder.withServerTimeout(serverTimeoutMilliseconds),
      },
    });
  } catch {
    isDown = true;
    watch();
    comeBack();
  }
}

/** A pulse came: the page sees. */
export function takePulse(staleSince) {
  pulseAt = performance.now();
  pulseServerTime = serverNow();
  isDown = false;
  const stale = document.getElementById("stale");
  showBanner(stale, staleSince >= 0);
  if (staleSince > 0) {
    stale.querySelector("[data-stale-since]").textContent = formatTimeOfDay(staleSince);
  }
  watch();
}

/** The operator does not want to wait for the next try. */
export function retryNow() {
  wake();
  comeBack();
}

function watch() {
  const silence = performance.now() - pulseAt;
  const isBlindNow = isDown || silence > blindAfterMilliseconds;
  // Before the first pulse the page is neither: it is starting, and is given the same five seconds.
  if (isBlindNow || pulseServerTime) {
    setBlind(isBlindNow);
  }
  if (!isDown && silence > comeBackAfterMilliseconds) {
    comeBack();
  }
  warnOfSessionEnd();
}

function setBlind(blind) {
  if (blind === isBlind) {
    return;
  }
  isBlind = blind;
  document.documentElement.dataset.link = blind ? "blind" : "live";
  const banner = document.getElementById("blind");
  if (blind) {
    banner.querySelector("[data-last-contact]").textContent = pulseServerTime ? formatTimeOfDay(pulseServerTime) : "–";
    banner.showPopover();
  } else {
    banner.hidePopover();
  }
  setBlindTitle(blind);
  setBlindSound(blind);
}

async function comeBack() {
  if (isTrying) {
    return;
  }
  isTrying = true;
  let isCircuitGone = !isDown;
  let answers = 0;
  for (let attempt = 0; isBlind || isDown; attempt++) {
    if (!isCircuitGone) {
      try {
        // The same circuit, with everything as it was; false when the server no longer has it.
        if (await Blazor.reconnect()) {
          isDown = false;
          break;
        }
        isCircuitGone = true;
      } catch {
        // The server cannot be reached yet, or does not let this session in any more: the next question tells.
      }
    }
    const isThere = await isServerThere();
    answers += isThere ? 1 : 0;
    if (isThere && (isCircuitGone || answers > 2)) {
      location.reload();
      return;
    }
    await pause(Math.min(5000, 500 * 2 ** Math.min(attempt, 4)) * (0.5 + Math.random()));
  }
  isTrying = false;
}

/** Asks plainly, without the live connection. When the session is over, goes to the sign-in page. */
async function isServerThere() {
  try {
    const answer = await fetch("/session", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status === 401) {
      const here = encodeURIComponent(location.pathname + location.search);
      location.assign(`/sign-in?expired=true&ReturnUrl=${here}`);
    }
    return answer.ok;
  } catch {
    return false;
  }
}

function patience(name) {
  return Number(document.body.dataset[name]) * 1000;
}

function pause(milliseconds) {
  return new Promise(resolve => {
    wake = resolve;
    setTimeout(resolve, milliseconds);
  });
}

function warnOfSessionEnd() {
  const banner = document.getElementById("session-ends");
  const endsAt = Number(banner.dataset.endsAt);
  if (endsAt) {
    showBanner(banner, endsAt - serverNow() <= Number(banner.dataset.warnBefore) * 1000);
  }
}

document.documentElement.dataset.link = "starting";
