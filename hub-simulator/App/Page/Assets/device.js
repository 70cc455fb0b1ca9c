// One device of the home as a card: what it is, how it is, and what can be done to it.
import { act, labelPath } from "./act.js";
import { icon, make, setAttribute, setData, setHidden, setText } from "./dom.js";
import { makeMore, makeTemperature, showMore } from "./more.js";
import { hasText, text } from "./texts.js";

const goodMarginDb = 20;
const weakMarginDb = 10;

/** What a device is called: its kind, its variant, and the last four digits of its number. */
export function nameOf(kind, variant, id) {
  const what = text(`kind.${kind}`);
  const which = variant && hasText(`variant.${variant}`) ? `, ${text(`variant.${variant}`)}` : "";
  return `${what}${which} ${id.slice(-4)}`;
}

/** Makes a device's card; showDevice fills it in. */
export function makeDevice(device) {
  const path = `/devices/${device.id}`;
  const name = nameOf(device.kind, device.variant, device.id);
  const card = make("article", {
    class: "device", id: `device-${device.id}`, "data-device": device.id, "data-kind": device.kind,
    "aria-labelledby": `name-${device.id}`,
  });
  const isPush = device.causes.length === 1;
  card.append(
    make("div", { class: "head" },
      icon(device.kind),
      make("div", {},
        make("h3", { id: `name-${device.id}` }, name),
        make("span", { class: "id" }, text("device.id", { id: device.id })
          + (device.isOfKit ? ` · ${text("device.kit")}` : "")))),
    device.temperature === null ? "" : makeTemperature(device, path),
    make("div", { class: "acts" }, ...device.causes.map(cause => make("button", {
      type: "button", class: isPush ? "push primary" : null, "data-cause": cause,
      "aria-describedby": `name-${device.id}`,
      click: () => act("POST", `${path}/causes/${cause}`),
    }, text([`act.${cause}.${device.kind}`, `act.${cause}`])))),
    make("ul", {},
      line("lamp", make("span", { class: "lamp", "aria-hidden": "true" })),
      line("active", mark()),
      line("paired", mark()),
      line("trouble", mark()),
      line("signal", mark())),
    makeLabel(device, path, name),
    makeMore(device, path, name));
  return card;
}

/** Shows a device's state. */
export function showDevice(card, device) {
  const isKnown = device.atHub !== null;
  setData(card, "paired", device.isPaired);
  setData(card, "known", isKnown);
  setData(card, "tested", isKnown && device.atHub.isTested);
  setData(card, "lamp", device.lamp);
  setData(card, "active", device.isActive);
  setData(card, "joining", device.isJoining);
  setData(card, "power", device.hasPower);
  card.querySelectorAll("[data-cause]").forEach(button => setAttribute(button, "disabled", !device.hasPower));
  showLamp(card, device);
  const active = ["active", "inactive"].map(one => `${one}.${device.kind}`)[device.isActive ? 0 : 1];
  showLine(card, "active", hasText(active) ? text(active) : "", device.isActive ? "warn" : "", "●");
  showPaired(card, device);
  showTrouble(card, device);
  showSignal(card, device);
  showLabel(card, device);
  showMore(card, device);
}

function line(name, ...before) {
  return make("li", { "data-line": name }, ...before, make("span", { class: "words" }));
}

function mark() {
  return make("span", { class: "mark", "aria-hidden": "true" });
}

function showLine(card, name, words, tone, sign) {
  const item = card.querySelector(`[data-line="${name}"]`);
  setHidden(item, words === "");
  setText(item.querySelector(".words"), words);
  setAttribute(item, "class", tone || null);
  if (sign !== undefined) {
    setText(item.querySelector(".mark"), sign);
  }
}

function showLamp(card, device) {
  const isRefused = device.lamp === "red" && device.joinResult !== null && device.joinResult !== "accepted";
  const key = !device.hasPower ? "noPower" : isRefused ? "red.refused" : device.lamp;
  setData(card.querySelector(".lamp"), "colour", device.lamp);
  showLine(card, "lamp", `${text("deviceLamp")}: ${text(`deviceLamp.${key}`)}`);
}

function showPaired(card, device) {
  if (device.isJoining) {
    showLine(card, "paired", text("device.joining"), "warn", "…");
  } else if (!device.isPaired) {
    showLine(card, "paired", text("device.unpaired"), "bad", "✕");
  } else if (device.atHub === null) {
    const isOff = card.closest("[data-running]")?.dataset.running === "false";
    showLine(card, "paired", text(isOff ? "device.hubOff" : "device.notKnown"), "bad", "✕");
  } else if (device.atHub.isTested) {
    showLine(card, "paired", text("device.tested"), "good", "✓");
  } else {
    showLine(card, "paired", text("device.untested"), "warn", "!");
  }
}

function showTrouble(card, device) {
  const hub = device.atHub;
  const troubles = [
    !device.hasPower && (device.batteryPercent === null ? "device.noPlug" : "device.noPower"),
    hub?.isLost && "device.lost",
    hub?.isBatteryLow && "device.batteryLow",
    (hub?.isTampered || device.isCaseOpen) && "device.tampered",
  ].filter(Boolean);
  showLine(card, "trouble", troubles.map(one => text(one)).join(". "), "bad", "!");
}

function showSignal(card, device) {
  const verdict = device.marginDb >= goodMarginDb ? "good" : device.marginDb >= weakMarginDb ? "weak" : "fails";
  const tone = { good: "good", weak: "warn", fails: "bad" }[verdict];
  const value = text("signal.value", { margin: device.marginDb, verdict: text(`verdict.${verdict}`) });
  setData(card, "verdict", verdict);
  const bars = { good: "▮▮▮", weak: "▮▮", fails: "▮" }[verdict];
  showLine(card, "signal", `${text("signal")}: ${value}`, tone, bars);
}

function makeLabel(device, path, name) {
  const said = make("span", { role: "status", class: "hint" });
  const code = make("p", { class: "code", "data-install-code": device.installCode });
  code.append(...device.installCode.split("-").map((group, i, all) =>
    make("span", {}, group + (i < all.length - 1 ? "-" : ""))));
  return make("details", { "data-part": "label", open: !device.isPaired },
    make("summary", {}, text("label.summary")),
    make("div", { class: "label" },
      make("img", {
        src: labelPath(device.id), width: 136, height: 136, loading: "lazy",
        alt: text("label.alt", { code: device.installCode }),
      }),
      make("div", {}, make("p", {}, name), make("p", { class: "unseen" }, text("label.code")), code)),
    make("div", { class: "row" },
      make("button", {
        type: "button", class: "primary", "data-action": "join", "aria-describedby": `name-${device.id}`,
        click: () => act("POST", `${path}/join`),
      }),
      make("button", {
        type: "button", "data-action": "copy", "aria-describedby": `name-${device.id}`,
        click: async () => setText(said, text(await copy(device.installCode) ? "label.copied" : "label.notCopied")),
      }, text("label.copy")),
      said),
    make("p", { class: "hint" }, text("label.joinHint")));
}

function showLabel(card, device) {
  const join = card.querySelector("[data-action='join']");
  setText(join, text(device.isJoining ? "label.joining" : "label.join"));
  setAttribute(join, "disabled", !device.hasPower);
}

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code);
    return true;
  } catch {
    return false;
  }
}
