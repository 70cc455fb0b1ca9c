// Counts every age and countdown on the page each second, so that the server need not draw fifty pages a second.
import { formatLength, formatRough, serverNow } from "./clock.js";
import { onBeat } from "./beat.js";

function textOf(element, now) {
  const at = Date.parse(element.getAttribute("datetime"));
  switch (element.dataset.tick) {
    case "left":
      element.classList.toggle("is-overdue", at < now);
      return at < now
        ? document.body.dataset.overdue.replace("{0}", formatLength(now - at))
        : formatLength(at - now);
    case "countdown":
      return formatLength(at - now);
    case "ago":
      return document.body.dataset.ago.replace("{0}", formatRough(now - at));
    default:
      return formatLength(now - at);
  }
}

function tick() {
  const now = serverNow();
  for (const element of document.querySelectorAll("time[data-tick]")) {
    const text = textOf(element, now);
    // The text node itself stays: the server's side knows it and may change it too.
    const node = element.firstChild;
    if (node && node.nodeValue !== text) {
      node.nodeValue = text;
    }
  }
}

/** Starts counting, and counts at once what appears. */
export function startTicking() {
  onBeat(tick);
  new MutationObserver(changes => {
    if (changes.some(change => change.addedNodes.length > 0 || change.type === "attributes")) {
      tick();
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["datetime"] });
}
