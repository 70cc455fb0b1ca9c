// The page of one hub: follows its state and shows it in its parts.
import { act } from "./act.js";
import { showBox, startBox } from "./box.js";
import { makeDevice, showDevice } from "./device.js";
import { showDiary } from "./diary.js";
import { byId, make, setData, setHidden } from "./dom.js";
import { follow } from "./live.js";
import { startSound } from "./sound.js";
import { text } from "./texts.js";

const kinds = [
  "personalTrigger", "easyPress", "fallDetector", "bedMonitor", "mat", "chairMonitor", "doorContact",
  "motionDetector", "smokeDetector", "leakDetector", "epilepsyDetector", "voiceTrigger", "presenceSensor",
  "pillCabinet", "smartPlug", "temperatureSensor", "carbonMonoxideDetector",
];
const variants = ["neck", "wrist", "extra"];
const root = byId("hub");
const devices = byId("devices");

let isTaking = false;

function startBoxOfNew() {
  const select = byId("box-kind");
  for (const kind of kinds) {
    const choices = kind === "personalTrigger" ? variants : [null];
    select.append(...choices.map(variant => make("option", { value: variant ? `${kind}.${variant}` : kind },
      text(`kind.${kind}`) + (variant ? `, ${text(`variant.${variant}`)}` : ""))));
  }
  byId("box-form").addEventListener("submit", event => {
    event.preventDefault();
    const [kind, variant] = select.value.split(".");
    isTaking = true;
    act("POST", "/devices", variant ? { kind, variant } : { kind });
  });
}

// New devices are put first, where they are seen; a card keeps its place and its focus while it lives.
function showDevices(hub) {
  const known = new Map([...devices.children].map(card => [card.dataset.device, card]));
  for (const device of hub.devices) {
    let card = known.get(device.id);
    known.delete(device.id);
    if (card === undefined) {
      card = makeDevice(device);
      devices.prepend(card);
      if (isTaking && !device.isPaired) {
        isTaking = false;
        card.querySelector("[data-action='join']").focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest" });
      }
    }
    showDevice(card, device);
  }
  for (const card of known.values()) {
    if (card.contains(document.activeElement)) {
      byId("main").focus({ preventScroll: true });
    }
    card.remove();
  }
  setHidden(byId("no-devices"), hub.devices.length > 0);
}

function show(hub) {
  setData(root, "running", hub.isRunning);
  setData(root, "connected", hub.isConnected);
  showBox(hub);
  showDevices(hub);
  showDiary(hub);
  setHidden(root, false);
}

startBox();
startSound();
startBoxOfNew();
follow(`/api/hubs/${document.documentElement.dataset.number}/events`, show);
