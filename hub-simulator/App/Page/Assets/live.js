// The live state by server-sent events: shows whether the page sees, and comes back when it does not.
import { byId, setData, setText } from "./dom.js";
import { text } from "./texts.js";

const silenceMilliseconds = 25000;
const againMilliseconds = 3000;

let clockAhead = 0;

/** The simulator's time now, in ms since 1970. */
export function serverNow() {
  return Date.now() + clockAhead;
}

/** Follows a state; each new one is handed over whole. */
export function follow(path, take) {
  let source = null;
  let heardAt = performance.now();

  function open() {
    source?.close();
    heardAt = performance.now();
    source = new EventSource(path);
    source.addEventListener("state", event => {
      heardAt = performance.now();
      clockAhead = Number(event.lastEventId) - Date.now();
      show("live");
      take(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      show("lost");
      // The browser tries again by itself unless it was refused.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, againMilliseconds);
      }
    });
  }

  // A connection may be dead without anybody having said so: signs of life come every ten seconds.
  async function watch() {
    if (performance.now() - heardAt > silenceMilliseconds && source.readyState === EventSource.OPEN) {
      try {
        await fetch(path.replace(/\/events/, ""), { signal: AbortSignal.timeout(againMilliseconds) });
        heardAt = performance.now();
      } catch {
        show("lost");
        open();
      }
    }
  }

  open();
  setInterval(watch, againMilliseconds);
}

function show(state) {
  const link = byId("link");
  setData(link, "state", state);
  setText(link, text(`link.${state}`));
}
