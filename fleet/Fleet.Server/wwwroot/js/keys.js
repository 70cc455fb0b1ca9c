// Single-key shortcuts. They can be switched off (WCAG 2.1.4) and never act while somebody writes.
import { act, focusCase, goBack } from "./page.js";
import { preference } from "./preferences.js";

let isAfterG = false;
let mute = () => {};

/** Starts listening. */
export function startKeys(muteAction) {
  mute = muteAction;
  document.addEventListener("keydown", onKey);
}

function isWriting(target) {
  return target.isContentEditable
    || target.matches("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range])");
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) {
    return;
  }
  if (event.key === "Escape") {
    onEscape(event);
    return;
  }
  if (isWriting(event.target)) {
    return;
  }
  const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
  if (isArrow && event.target.closest("[data-row]")) {
    event.preventDefault();
    moveRow(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  if (preference("singleKeys") && onSingleKey(event.key)) {
    event.preventDefault();
  }
}

function onEscape(event) {
  const panel = document.querySelector("details.panel[open]");
  const back = document.querySelector("[data-back]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  } else if (isWriting(event.target)) {
    event.target.blur();
  } else if (back) {
    goBack(back);
  }
}

function onSingleKey(key) {
  const afterG = isAfterG;
  isAfterG = key === "g" && !afterG;
  if (afterG) {
    return go(key);
  }
  switch (key) {
    case "g": return true;
    case "j": return moveRow(1);
    case "k": return moveRow(-1);
    case "c": return actOnCase("claim");
    case "x": return actOnCase("close");
    case "d": return actOnPage("dispatch");
    case "n": return actOnPage("note");
    case "r": return sortIn();
    case "m": mute(); return true;
    case "/": return focusSearch();
    case "?": document.getElementById("help").showModal(); return true;
    default: return false;
  }
}

function go(key) {
  const target = { a: "alarms", h: "hubs" }[key];
  if (target) {
    Blazor.navigateTo(target);
  }
  return target !== undefined;
}

function moveRow(step) {
  const links = [...document.querySelectorAll("[data-row] [data-row-link]")].filter(link => link.offsetParent !== null);
  if (links.length === 0) {
    return false;
  }
  const row = document.activeElement?.closest("[data-row]");
  const at = row ? links.indexOf(row.querySelector("[data-row-link]")) : -1;
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
  links[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
  return true;
}

function focusedCase() {
  return document.activeElement?.closest("[data-case]")?.dataset.case
    ?? document.querySelector("[data-page-case]")?.dataset.pageCase
    ?? null;
}

function actOnCase(action) {
  act(action, focusedCase());
  return true;
}

/** Something that is done on a case's own page only. */
function actOnPage(action) {
  return document.querySelector("[data-page-case]") !== null && actOnCase(action);
}

async function sortInKeepingFocus() {
  const caseId = focusedCase();
  await act("sort-in", null);
  if (caseId) {
    focusCase(caseId);
  }
}

function sortIn() {
  sortInKeepingFocus();
  return true;
}

function focusSearch() {
  const search = document.querySelector("[data-search]");
  search?.focus();
  search?.select();
  return search !== null;
}
