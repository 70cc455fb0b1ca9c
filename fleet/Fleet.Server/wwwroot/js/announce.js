// Speaks to screen readers through the page's two live regions.

function say(region, text) {
  if (!text) {
    return;
  }
  // Cleared first, so that the same sentence twice is told twice.
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}

/** Politely: after what is being read. */
export function announce(text) {
  say(document.getElementById("announce"), text);
}

/** At once: only for a person alarm. */
export function alertNow(text) {
  say(document.getElementById("alert"), text);
}
