// A beat twice a second from a worker: browsers slow down the timers of a page in the background, but not a worker's.
const listeners = [];

/** Calls the listener on every beat. */
export function onBeat(listener) {
  listeners.push(listener);
}

new Worker(new URL("./beat-worker.js", import.meta.url)).addEventListener("message", () => {
  for (const listener of listeners) {
    listener();
  }
});
