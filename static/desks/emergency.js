// A crew's emergency takes the board over: it stands on top of everything until the crew is well.

import { now, onRows, rows } from "./board.js";
import { el, h, keep, setText } from "./dom.js";
import { lasting, since } from "./times.js";
import { _ } from "./words.js";

/** Show every crew that has pressed the emergency button, the longest first. */
export function startEmergency() {
  onRows(draw);
  setInterval(ages, 500);
}

function draw() {
  const units = rows("unit", (row) => row.state_since).filter((row) => row.state === "EMERGENCY");
  el("emergency").hidden = !units.length;
  document.body.classList.toggle("in-emergency", Boolean(units.length));
  keep(el("emergency"), units, { key: (row) => row.id, signature: (row) => String(row.version), make: crew });
  ages();
}

const crew = (row) => h(
  "div", { class: "emergency-crew" },
  h("span", { class: "emergency-word" }, _("EMERGENCY")),
  h("span", { class: "mono strong" }, row.callsign),
  h("span", { class: "grow wrap-anywhere" }, where(row)),
  h("time", { dataset: { emergency: row.state_since } }),
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
