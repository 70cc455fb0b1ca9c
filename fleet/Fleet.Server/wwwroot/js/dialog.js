// Opens and closes dialogs, and keeps what was written in one if the page has to be drawn anew.

const draftKey = element => `fleet.draft.${element.dataset.draft}`;

function drafts(dialog) {
  return dialog.querySelectorAll("[data-draft]");
}

/** Opens a dialog over the page. */
export function openDialog(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
  for (const element of drafts(dialog)) {
    const draft = sessionStorage.getItem(draftKey(element));
    if (draft && !element.value) {
      element.value = draft;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  focusFirst(dialog);
}

/** Closes a dialog; the browser gives the focus back to where it was. */
export function closeDialog(dialog, isDone) {
  if (isDone) {
    for (const element of drafts(dialog)) {
      sessionStorage.removeItem(draftKey(element));
    }
  }
  dialog.close();
}

/** Puts the focus on the first field. */
export function focusFirst(dialog) {
  dialog.querySelector("input, textarea, select, button")?.focus();
}

document.addEventListener("input", event => {
  if (event.target.matches?.("[data-draft]")) {
    sessionStorage.setItem(draftKey(event.target), event.target.value);
  }
});
