// What has happened, in words, the newest first.
import { nameOf } from "./device.js";
import { byId, make, setHidden } from "./dom.js";
import { locale, number, text } from "./texts.js";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

let newest = 0;

/** Shows the lines that are new. */
export function showDiary(hub) {
  const list = byId("diary");
  // Numbers that have gone back are those of a simulator that was started anew.
  if (hub.happenings.length > 0 && hub.happenings[0].number < newest) {
    newest = 0;
    list.replaceChildren();
  }
  const fresh = hub.happenings.filter(one => one.number > newest);
  list.prepend(...fresh.map(one => makeLine(one, hub.devices)));
  while (list.children.length > hub.happenings.length) {
    list.lastElementChild.remove();
  }
  newest = hub.happenings[0]?.number ?? 0;
  setHidden(byId("no-diary"), hub.happenings.length > 0);
}

function makeLine(one, devices) {
  const at = new Date(one.at);
  return make("li", { "data-what": one.what, "data-step": one.word ?? null },
    make("time", { datetime: at.toISOString() }, clock.format(at)),
    make("span", {}, sentenceOf(one, devices)));
}

function sentenceOf(one, devices) {
  const variant = devices.find(device => device.id === one.device)?.variant;
  return text([`happening.${one.what}.${one.word}`, `happening.${one.what}`], {
    device: one.device && one.kind ? nameOf(one.kind, variant, one.device) : text("device.someone"),
    value: one.value === null ? "" : String(one.value),
    degrees: one.value === null ? "" : number(one.value / 10, 1),
    reason: text([`reason.${one.reason ?? "none"}`, "reason.none"]),
    phrase: text([`${one.what}.${one.word}`, `sound.${one.word}`]),
  });
}
