// What is done on the page: a request to the simulator, and a sentence when it says no.
import { byId, setText } from "./dom.js";
import { text } from "./texts.js";

const messageMilliseconds = 8000;
const base = `/api/hubs/${document.documentElement.dataset.number}`;

let clearing = 0;

/** Asks for something; true when it was done. */
export async function act(method, path, body) {
  let code = "offline";
  try {
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    const response = await fetch(base + path, { method, headers, body: JSON.stringify(body) });
    if (response.ok) {
      tell("");
      return true;
    }
    const problem = await response.json();
    code = problem.code;
  } catch {
    // The simulator has gone; the link says so too.
  }
  tell(text([`error.${code}`, "error.other"]));
  return false;
}

/** The path of a device's label. */
export function labelPath(id) {
  return `${base}/devices/${id}/label.svg`;
}

function tell(sentence) {
  clearTimeout(clearing);
  setText(byId("message"), sentence);
  if (sentence) {
    clearing = setTimeout(() => setText(byId("message"), ""), messageMilliseconds);
  }
}
