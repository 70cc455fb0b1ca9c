// The small panels of the bar, and the buttons of the page that need no server.
import { retryNow } from "./link.js";
import { quiet, tryOut, unblock } from "./sound.js";

const actions = {
  retry: retryNow,
  quiet,
  "unblock-sound": unblock,
  "try-person": () => tryOut("person"),
  "try-technical": () => tryOut("technical"),
  help: () => document.getElementById("help").showModal(),
  "close-help": () => document.getElementById("help").close(),
  print: () => window.print(),
  skip: () => document.getElementById("main").focus(),
};

/** Starts listening. */
export function startPanels() {
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-do]");
    if (button) {
      if (button.dataset.do === "skip") {
        event.preventDefault();
      }
      actions[button.dataset.do]?.();
    }
    for (const panel of document.querySelectorAll("details.panel[open]")) {
      if (!panel.contains(event.target)) {
        panel.open = false;
      }
    }
  });
  for (const field of document.querySelectorAll("[data-here]")) {
    field.form.addEventListener("submit", () => {
      field.value = location.pathname + location.search;
    });
  }
}
