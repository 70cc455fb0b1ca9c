// What the page that is shown now hears of: keys, and whether the operator's pointer or focus is in its list.
let page = null;
let list = null;
let isPointerInside = false;
let isHeld = false;

const returnKey = "fleet.returnTo";
const listKey = "fleet.list";

/** The shown page takes the keys; a page with a list is told when it is held. */
export function enterPage(reference, listElement) {
  page = reference;
  list = listElement;
  isPointerInside = false;
  isHeld = false;
  if (!list) {
    return;
  }
  list.addEventListener("pointerenter", event => setPointer(event.pointerType === "mouse"));
  list.addEventListener("pointermove", event => setPointer(event.pointerType === "mouse"));
  list.addEventListener("pointerleave", () => setPointer(false));
  const returnTo = sessionStorage.getItem(returnKey);
  sessionStorage.removeItem(returnKey);
  if (returnTo) {
    // After the focus that navigation itself sets.
    setTimeout(() => focusCase(returnTo), 100);
  }
}

/** The page is gone. */
export function leavePage() {
  page = null;
  list = null;
}

/** Passes an action on to the page. */
export async function act(action, caseId) {
  if (page) {
    await page.invokeMethodAsync("ShortcutAsync", action, caseId);
  }
}

/** Puts the focus on a case's row, if it is there. */
export function focusCase(caseId) {
  document.querySelector(`[data-case="${CSS.escape(caseId)}"] [data-row-link]`)?.focus();
}

/** Goes back to the list as it was left, with the focus on the case just shown. */
export function goBack(link) {
  const shown = document.querySelector("[data-page-case]");
  if (shown) {
    sessionStorage.setItem(returnKey, shown.dataset.pageCase);
    Blazor.navigateTo(sessionStorage.getItem(listKey) ?? link.getAttribute("href"));
  } else {
    Blazor.navigateTo(link.getAttribute("href"));
  }
}

function setPointer(isInside) {
  isPointerInside = isInside;
  updateHold();
}

function updateHold() {
  if (!list) {
    return;
  }
  const held = isPointerInside
    || list.contains(document.activeElement)
    || document.querySelector("dialog[open]") !== null;
  if (held !== isHeld) {
    isHeld = held;
    page?.invokeMethodAsync("Hold", held);
  }
}

document.addEventListener("focusin", updateHold);
// When the focus leaves, where it went is known only afterwards.
document.addEventListener("focusout", () => setTimeout(updateHold));
document.addEventListener("close", () => setTimeout(updateHold), true);

document.addEventListener("click", event => {
  const back = event.target.closest?.("[data-back]");
  if (back) {
    event.preventDefault();
    event.stopPropagation();
    goBack(back);
    return;
  }
  if (event.target.closest?.("[data-row] [data-row-link]") && list) {
    sessionStorage.setItem(listKey, location.pathname.slice(1) + location.search);
  }
  // The button that was pressed goes away with its case's new state; the focus must have somewhere to stay.
  const button = event.target.closest?.("[data-do-claim], [data-do-close]");
  if (button) {
    const link = button.closest("[data-row]")?.querySelector("[data-row-link]") ?? document.querySelector("h1");
    link?.focus();
  }
}, true);
