// The live connection: proves that it lives, says so when it doesn't, and comes back.
import { setBlindTitle } from "./badge.js";
import { onBeat } from "./beat.js";
import { formatTimeOfDay, serverNow } from "./clock.js";
import { setBlindSound } from "./sound.js";

const blindAfterMilliseconds = 5000;
const comeBackAfterMilliseconds = 9000;
const serverTimeoutMilliseconds = 10000;

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
  stale.hidden = staleSince < 0;
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
  for (let attempt = 0; isBlind || isDown; attempt++) {
    try {
      // The same circuit, with everything as it was; false when the server no longer has it.
      if (isDown && await Blazor.reconnect?.()) {
        isDown = false;
        break;
      }
      if (await isServerThere()) {
        return;
      }
    } catch {
      // The server cannot be reached yet.
    }
    await pause(Math.min(5000, 500 * 2 ** Math.min(attempt, 4)) * (0.5 + Math.random()));
  }
  isTrying = false;
}

/** Asks plainly; a server that is there gives a fresh page, or the sign-in page when the session is over. */
async function isServerThere() {
  const answer = await fetch("/session", { cache: "no-store", signal: AbortSignal.timeout(4000) });
  if (answer.status === 401) {
    location.assign(`/sign-in?expired=true&ReturnUrl=${encodeURIComponent(location.pathname + location.search)}`);
    return true;
  }
  if (answer.ok) {
    location.reload();
    return true;
  }
  return false;
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
    banner.hidden = endsAt - serverNow() > Number(banner.dataset.warnBefore) * 1000;
  }
}

document.documentElement.dataset.link = "starting";
