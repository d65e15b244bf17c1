// A crew's emergency takes the board over: it stands on top of everything until the crew is well.

import { now, onRows, rows } from "./board.js";
import { el, h, keep, setText } from "./dom.js";
import { announce } from "./pulse.js";
import { lasting, since } from "./times.js";
import { _ } from "./words.js";

let told = new Set();

/** Show every crew that has pressed the emergency button, the longest first. */
export function startEmergency() {
  onRows(draw);
  setInterval(ages, 500);
}

function draw() {
  const units = rows("unit", began).filter((row) => row.state === "EMERGENCY");
  units.filter((row) => !told.has(row.id)).forEach((row) => announce(_("Emergency: {callsign}", row)));
  told = new Set(units.map((row) => row.id));
  el("emergency").hidden = !units.length;
  document.body.classList.toggle("in-emergency", Boolean(units.length));
  keep(el("emergency"), units, { key: (row) => row.id, signature: (row) => `${row.version} ${began(row)}`, make: crew });
  ages();
}

// Whatever is pressed since, it began with the first alert of it.
const began = (row) => rows("alert").find((alert) => alert.subject === "unit" && alert.subject_id === row.id && alert.code.startsWith("UNIT_EMERGENCY"))?.first_raised_at ?? row.state_since;

const crew = (row) => h(
  "div", { class: "emergency-crew" },
  h("span", { class: "emergency-word" }, _("EMERGENCY")),
  h("span", { class: "mono strong" }, row.callsign),
  h("span", { class: "grow wrap-anywhere" }, where(row)),
  h("time", { dataset: { emergency: began(row) } }),
  h("button", { type: "button", dataset: { control: "show" }, onclick: () => show(row) }, _("Show {callsign}", row)),
);

function where(row) {
  const at = row.incident ? _("with CAD {incident}", row) : _("not assigned");
  if (row.lat === null) return _("{at}; no position", { at });
  return [_("{at}; last position {lat}, {lon}, ", { at, lat: row.lat.toFixed(4), lon: row.lon.toFixed(4) }), h("span", { dataset: { emergencyFix: row.position_at } })];
}

const show = (row) => document.dispatchEvent(new CustomEvent("open-subject", { detail: { subject: "unit", subject_id: row.id }, cancelable: true }));

function ages() {
  const moment = now();
  document.querySelectorAll("[data-emergency]").forEach((each) => setText(each, lasting(since(each.dataset.emergency, moment))));
  document.querySelectorAll("[data-emergency-fix]").forEach((each) => setText(each, _("{age} old", { age: lasting(since(each.dataset.emergencyFix, moment)) })));
}
