// The hub itself: lamps, buttons, what it says, its cables and its figures.
import { act } from "./act.js";
import { byId, make, setAttribute, setData, setHidden, setText } from "./dom.js";
import { serverNow } from "./live.js";
import { play } from "./sound.js";
import { airSeconds, number, text } from "./texts.js";

const lampNames = ["power", "internet", "service", "pair", "radio"];
const plugs = [
  { name: "mains", property: "isOnMains", on: "plug.in", off: "plug.out" },
  { name: "network", property: "hasNetwork", on: "plug.in", off: "plug.out" },
  { name: "power", property: "isPowered", on: "plug.give", off: "plug.take" },
];
const factNames = ["battery", "left", "stage", "staff", "connection", "pending", "held", "paired", "air"];
const flashMilliseconds = 700;

let flashes = null;
let flashEndsAt = 0;
let pairingEndsAt = null;
let lastHappening = null;
let radioColour = "off";

/** Makes the parts that are filled in later. */
export function startBox() {
  byId("lamps").append(...lampNames.map(name => make(
    "li", { id: `lamp-${name}` },
    make("span", { class: "lamp", "aria-hidden": "true" }),
    make("span", { class: "name" }, text(`lamp.${name}`)),
    make("span", { class: "words" }))));
  byId("plugs").append(...plugs.map(plug => make(
    "li", { id: `plug-${plug.name}` },
    make("span", { class: "what" },
      make("strong", { id: `plug-name-${plug.name}` }, text(`plug.${plug.name}`)),
      make("span", { class: "state" })),
    make("button", {
      type: "button",
      id: `switch-${plug.name}`,
      "aria-describedby": `plug-name-${plug.name}`,
      click: event => act("PUT", `/${plug.name}`, { isOn: event.currentTarget.dataset.on !== "true" }),
    }))));
  byId("facts").append(...factNames.flatMap(name => [
    make("dt", {}, text(`facts.${name}`)), make("dd", { id: `fact-${name}` })]));
  for (const id of ["alarm", "check-in", "check-out", "pair", "cancel"]) {
    const button = byId(`button-${id}`);
    button.addEventListener("click", () => act("POST", `/buttons/${button.dataset.button}`));
  }
  byId("battery").addEventListener("change", event => act("PUT", "/battery", { percent: Number(event.target.value) }));
  const dialog = byId("reset-dialog");
  byId("button-reset").addEventListener("click", () => {
    dialog.returnValue = "no";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && act("POST", "/buttons/reset"));
  setInterval(tick, 250);
}

/** Shows a state. */
export function showBox(hub) {
  setText(byId("hub-id"), text("hub.id", { id: hub.hubId }));
  if (flashes !== null && hub.radioFlashes > flashes) {
    flashEndsAt = performance.now() + flashMilliseconds;
  }
  flashes = hub.radioFlashes;
  radioColour = hub.lamps.radio;
  pairingEndsAt = hub.pairingEndsAt;
  lampNames.filter(name => name !== "radio").forEach(name => showLamp(name, hub.lamps[name]));
  setHidden(byId("walk"), !hub.isWalkTest);
  setHidden(byId("no-key"), hub.canBeAskedToPair);
  plugs.forEach(plug => showPlug(plug, hub[plug.property]));
  showFacts(hub);
  hear(hub.happenings);
  tick();
}

function showLamp(name, colour) {
  const lamp = byId(`lamp-${name}`);
  setData(lamp, "colour", colour);
  setData(lamp.querySelector(".lamp"), "colour", colour);
  setText(lamp.querySelector(".words"), text([`lamp.${name}.${colour}`, `colour.${colour}`]));
}

function showPlug(plug, isOn) {
  const row = byId(`plug-${plug.name}`);
  const button = row.querySelector("button");
  setData(row, "on", isOn);
  setData(button, "on", isOn);
  setText(row.querySelector(".state"), text(`plug.${plug.name}.${isOn ? "on" : "off"}`));
  setText(button, text(isOn ? plug.off : plug.on));
}

function showFacts(hub) {
  const facts = {
    battery: `${hub.batteryPercent} %`,
    left: hub.minutesLeft === null ? text("facts.leftOnMains") : text("facts.leftValue", {
      hours: number(hub.minutesLeft / 60, 1) }),
    stage: hub.loadStage === null ? text("facts.notRunning") : text(`stage.${hub.loadStage}`),
    staff: text(hub.isCheckedIn ? "facts.checkedIn" : "facts.checkedOut"),
    connection: text(hub.isConnected ? "facts.connected" : "facts.notConnected"),
    pending: number(hub.pendingAlarmCount),
    held: number(hub.heldAlarmCount),
    paired: hub.pairedCount === null ? text("facts.notRunning") : number(hub.pairedCount),
    air: text("facts.airValue", { seconds: airSeconds(hub.airMilliseconds) }),
  };
  factNames.forEach(name => setText(byId(`fact-${name}`), facts[name]));
  const slider = byId("battery");
  if (document.activeElement !== slider) {
    slider.value = String(hub.batteryPercent);
  }
}

// What moves by itself: the countdown, and the flash of Radio, which is made long enough to be seen.
function tick() {
  showLamp("radio", performance.now() < flashEndsAt ? "blue" : radioColour);
  setHidden(byId("pairing"), pairingEndsAt === null);
  if (pairingEndsAt !== null) {
    const seconds = Math.max(0, Math.ceil((pairingEndsAt - serverNow()) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    setText(byId("pairing-left"), text("pairing.left", { time }) + ".");
  }
}

// Sounds are heard once, also when the page comes back after a while; those from before it came are only written.
function hear(happenings) {
  const heard = happenings.filter(one => one.what === "sound" || one.what === "phrase");
  if (heard.length > 0) {
    const said = byId("said");
    setText(said, text("speaker.said", { phrase: text(`${heard[0].what}.${heard[0].word}`) }));
    for (const what of ["sound", "phrase"]) {
      setData(said, what, heard.find(one => one.what === what)?.word ?? "");
    }
    const fresh = lastHappening === null ? [] : heard.filter(one => one.number > lastHappening);
    if (fresh.length > 0) {
      fresh.reverse().forEach(play);
      said.removeAttribute("data-new");
      requestAnimationFrame(() => setAttribute(said, "data-new", true));
    }
  }
  lastHappening = happenings[0]?.number ?? 0;
}
