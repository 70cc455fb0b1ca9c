// What else can be done to a device: carried away, run down, opened, broken.
import { act } from "./act.js";
import { make, setAttribute, setData, setText } from "./dom.js";
import { airSeconds, number, text } from "./texts.js";

const walls = [0, 10, 25, 45, 60];

/** Makes the part of a card that is closed at first. */
export function makeMore(device, path, name) {
  const change = body => act("PATCH", path, body);
  const fields = [
    range(device, "metres", { min: 1, max: 300, step: 1 }, value => change({ metres: value })),
    choice(device, value => change({ wallDb: value })),
  ];
  if (device.batteryPercent !== null) {
    fields.push(range(device, "battery", { min: 0, max: 100, step: 1 }, value => change({ batteryPercent: value })));
  }
  const button = (action, click) => make("button", {
    type: "button", "data-action": action, "aria-describedby": `name-${device.id}`, click,
  });
  const acts = make("div", { class: "acts" },
    button("case", event => change({ isCaseOpen: event.currentTarget.dataset.on !== "true" })),
    button("power", event => change({ hasPower: event.currentTarget.dataset.on !== "true" })),
    button("test", () => act("POST", `${path}/causes/test`)),
    button("fault", () => act("POST", `${path}/causes/fault`)));
  if (!device.isOfKit) {
    acts.append(button("carry-out", () => act("DELETE", path)));
  }
  return make("details", { "data-part": "more" },
    make("summary", {}, text("more.summary"), make("span", { class: "unseen" }, ` ${name}`)),
    ...fields, acts, make("p", { class: "hint", "data-air": true }));
}

/** Makes the slider of a thermometer. */
export function makeTemperature(device, path) {
  return range(device, "temperature", { min: -10, max: 50, step: 0.5 },
    value => act("PATCH", path, { temperature: Math.round(value * 10) }));
}

/** Shows what it is now. */
export function showMore(card, device) {
  const more = card.querySelector("[data-part='more']");
  showRange(more, "metres", Math.max(1, device.metres));
  showRange(more, "battery", device.batteryPercent);
  showRange(card, "temperature", device.temperature === null ? null : device.temperature / 10);
  const select = more.querySelector("[data-field='wall']");
  const nearest = walls.reduce((a, b) => Math.abs(b - device.wallDb) < Math.abs(a - device.wallDb) ? b : a);
  if (document.activeElement !== select || select.dataset.sent !== "true") {
    select.value = String(nearest);
  }
  const isPlug = device.batteryPercent === null;
  showButton(more, "case", device.isCaseOpen, device.isCaseOpen ? "more.closeCase" : "more.openCase");
  showButton(more, "power", device.hasPower, device.hasPower
    ? (isPlug ? "more.plugOut" : "more.batteryOut")
    : (isPlug ? "more.plugIn" : "more.batteryIn"));
  showButton(more, "test", false, "act.test");
  showButton(more, "fault", false, "act.fault");
  showButton(more, "carry-out", false, "more.carryOut");
  for (const action of ["case", "test", "fault"]) {
    setAttribute(more.querySelector(`[data-action="${action}"]`), "disabled", !device.hasPower);
  }
  setText(more.querySelector("[data-air]"), text("more.air", { seconds: airSeconds(device.airMilliseconds) }));
}

function range(device, name, limits, send) {
  const id = `${name}-${device.id}`;
  const output = make("output", { for: id });
  return make("div", { class: "field" },
    make("label", { for: id }, text(`more.${name}`)), output,
    make("input", {
      type: "range", id, "data-field": name, ...limits,
      // While it is being moved the state does not take it out of the hand.
      input: event => {
        event.currentTarget.dataset.moving = "true";
        showValue(output, name, Number(event.currentTarget.value));
      },
      change: async event => {
        const input = event.currentTarget;
        await send(Number(input.value));
        input.dataset.moving = "false";
      },
    }));
}

function choice(device, send) {
  const id = `wall-${device.id}`;
  return make("div", { class: "field" },
    make("label", { for: id }, text("more.wall")),
    make("select", { id, "data-field": "wall", change: event => send(Number(event.currentTarget.value)) },
      ...walls.map(wall => make("option", { value: wall }, text(`wall.${wall}`)))));
}

function showRange(more, name, value) {
  const input = more.querySelector(`[data-field="${name}"]`);
  if (input !== null && value !== null && input.dataset.moving !== "true") {
    input.value = String(value);
    showValue(input.parentElement.querySelector("output"), name, value);
  }
}

function showValue(output, name, value) {
  const words = text(`more.${name}Value`, { value: number(value, name === "temperature" ? 1 : 0) });
  setText(output, words);
  setAttribute(output.parentElement.querySelector("input"), "aria-valuetext", words);
}

function showButton(more, action, isOn, key) {
  const button = more.querySelector(`[data-action="${action}"]`);
  if (button !== null) {
    setData(button, "on", isOn);
    setText(button, text(key));
  }
}
