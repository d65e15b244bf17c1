// The free units near the call, so that a handler can say how far help is. Dispatch decides who goes.

import { readAll } from "../api.js";
import { now } from "../board.js";
import { el, h, keep, say } from "../dom.js";
import { metres } from "../map/ground.js";
import { lasting, since } from "../times.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { chosenPlace } from "./places.js";

const SHOWN = 3;
const STALE = 600;
const AGAIN_AFTER = 30000;
let asked = "";

/** The free units that are listed, nearest first; says "found" when there are others. */
export const near = Object.assign(new EventTarget(), { units: [] });

/** Show the free units near the place of the call, while there is one. */
export function startNear() {
  call.addEventListener("changed", forget);
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, look));
  el("where").addEventListener("change", look);
  setInterval(() => { asked = ""; look(); }, AGAIN_AFTER);
}

/** Where it is: the incident's place, else the one chosen in the form, else the caller's position. */
export function spot() {
  if (!call.row) return null;
  return [call.incident, chosenPlace(), call.detail?.locations?.[0]].find((each) => Number.isFinite(each?.lat)) ?? null;
}

// What was near another caller is near nobody here.
function forget() {
  asked = "";
  near.units = [];
  el("near-list").replaceChildren();
}

async function look() {
  const at = spot();
  const wanted = at ? `${at.lat} ${at.lon}` : "";
  el("near").hidden = !at;
  if (wanted === asked) return;
  asked = wanted;
  if (!at) return;
  try {
    const units = await readAll("/api/v1/units/?state=AVAILABLE&page_size=200");
    if (asked === wanted) show(nearest(units, at));
    say(el("near-said"), "");
  } catch (refusal) {
    say(el("near-said"), refusal.message);
  }
}

function nearest(units, at) {
  const free = units.filter((row) => !row.incident && row.lat !== null && since(row.position_at, now()) <= STALE);
  return free.map((row) => ({ ...row, km: metres(row, at) / 1000 })).sort((one, other) => one.km - other.km).slice(0, SHOWN);
}

function show(units) {
  near.units = units;
  near.dispatchEvent(new Event("found"));
  keep(el("near-list"), units.length ? units : [null], {
    key: (row) => row?.callsign ?? "none",
    signature: (row) => (row ? `${row.km} ${row.position_at}` : ""),
    make: (row) => (row ? line(row) : h("li", {}, _("No free unit has reported where it is in the last ten minutes."))),
  });
}

const line = (row) => h(
  "li", { class: "row" },
  h("span", { class: "mono strong" }, row.callsign), h("span", {}, _("{km} km", { km: row.km.toFixed(1) })),
  h("span", { class: "muted" }, _("position {age} old", { age: lasting(since(row.position_at, now())) })),
);
