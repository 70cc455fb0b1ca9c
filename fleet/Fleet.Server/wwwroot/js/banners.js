// The banners above the page: none comes or goes while something is pressed. The page below would move away from under
// the finger, and the click that was meant for a button would be lost.
const wanted = new Map();
let isPressed = false;

/** Shows a banner or hides it, at once or as soon as nothing is pressed. */
export function showBanner(banner, isShown) {
  wanted.set(banner, isShown);
  settle();
}

function settle() {
  if (isPressed) {
    return;
  }
  for (const [banner, isShown] of wanted) {
    banner.hidden = !isShown;
  }
  wanted.clear();
}

function release() {
  if (isPressed) {
    isPressed = false;
    // The click comes after the release, in the same breath.
    setTimeout(settle);
  }
}

document.addEventListener("pointerdown", () => { isPressed = true; }, { capture: true });
for (const kind of ["pointerup", "pointercancel"]) {
  document.addEventListener(kind, release, { capture: true });
}
// Let go outside the window: nobody is told.
document.addEventListener("pointermove", event => event.buttons === 0 && release(), { capture: true });
