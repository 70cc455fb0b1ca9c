// The list of hubs, a row each, with a link to the hub's own page.
import { byId, make, setAttribute, setData, setHidden, setText } from "./dom.js";
import { follow } from "./live.js";
import { language, number, text } from "./texts.js";

const perPage = 50;
const lampNames = ["power", "internet", "service"];
const columns = ["power", "network", "presses", "pending", "id"];
const first = Number(document.documentElement.dataset.number);
const body = document.querySelector("#hubs tbody");

function makeRow(hub) {
  const cell = name => make("td", {
    "data-column": name, "data-title": text(`list.${name}`), role: "cell",
    class: name === "presses" || name === "pending" ? "number" : null,
  });
  return make("tr", { id: `hub-${hub.number}`, "data-hub": hub.number, role: "row" },
    make("th", { scope: "row", role: "rowheader" },
      make("a", { href: `/hub/${hub.number}?lang=${language}` }, text("list.link", { number: hub.number }))),
    make("td", { "data-title": text("list.lamps"), role: "cell" }, make("span", { class: "lamps" },
      ...lampNames.map(name => make("span", { class: "lamp", role: "img", "data-lamp": name })))),
    ...columns.map(cell));
}

function showRow(row, hub) {
  for (const name of lampNames) {
    const lamp = row.querySelector(`[data-lamp="${name}"]`);
    const colour = hub.lamps[name];
    setData(lamp, "colour", colour);
    setAttribute(lamp, "aria-label", `${text(`lamp.${name}`)}: ${text([`colour.${colour}`, "colour.off"])}`);
    setAttribute(lamp, "title", `${text(`lamp.${name}`)}: ${text([`lamp.${name}.${colour}`, `colour.${colour}`])}`);
  }
  const values = {
    power: text(!hub.isPowered ? "power.off" : hub.isOnMains ? "power.mains" : "power.battery"),
    network: text(hub.hasNetwork ? "network.in" : "network.out"),
    presses: number(hub.pressCount),
    pending: number(hub.pendingAlarmCount),
    id: hub.hubId,
  };
  columns.forEach(name => setText(row.querySelector(`[data-column="${name}"]`), values[name]));
}

function showPager(link, from, isThere) {
  setHidden(link, !isThere);
  setAttribute(link, "href", isThere ? `/?lang=${language}&from=${from}` : null);
}

function show(list) {
  const rows = new Map([...body.children].map(row => [row.dataset.hub, row]));
  for (const hub of list.hubs) {
    const row = rows.get(String(hub.number)) ?? body.appendChild(makeRow(hub));
    showRow(row, hub);
  }
  const last = first + list.hubs.length - 1;
  setText(byId("range"), text("list.range", { first, last, count: list.count }));
  showPager(byId("previous"), Math.max(1, first - perPage), first > 1);
  showPager(byId("next"), last + 1, last < list.count);
}

follow(`/api/hubs/events?from=${first}`, show);
