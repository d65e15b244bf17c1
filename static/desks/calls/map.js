// A small map beside the call: the caller's positions with radius and age, the place, free units near.

import { now } from "../board.js";
import { el, say } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { ageWords, isStale, radiusWords } from "./fixes.js";
import { near, spot } from "./near.js";

const AGES_EVERY = 5000;
let sketch = null;
let loading = null;
let fitted = "";

/** Draw the map while there is a position, and again with every news of it. */
export function startMap() {
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, draw));
  near.addEventListener("found", draw);
  el("where").addEventListener("change", draw);
  setInterval(draw, AGES_EVERY);
}

function draw() {
  const at = spot();
  if (!at) {
    fitted = "";
    return;
  }
  loading ??= load();
  if (!sketch) return;
  const fixes = (call.detail?.locations ?? []).map((fix) => ({ ...fix, isStale: isStale(fix, now()), lines: [radiusWords(fix), ageWords(fix, now())] }));
  sketch.draw({ fixes, units: near.units, place: isOneOf(fixes, at) ? null : { ...at, lines: [placeWords()] } });
  const wanted = [at, ...fixes, ...near.units].map(({ lat, lon, radius_m }) => `${lat} ${lon} ${radius_m ?? ""}`).join();
  if (wanted === fitted) return;
  fitted = wanted;
  sketch.fit([at, ...near.units], fixes);
}

const isOneOf = (fixes, at) => fixes.some(({ lat, lon }) => lat === at.lat && lon === at.lon);
const placeWords = () => (call.incident ? `CAD ${call.incident.reference}` : _("place picked"));

async function load() {
  try {
    const { Sketch } = await import("./sketch.js");
    sketch = new Sketch(el("caller-map"));
    draw();
    const { readBoroughs } = await import("../map/boroughs.js");
    sketch.ground(await readBoroughs());
  } catch (error) {
    console.warn("The map did not load", error);
    el("caller-map").hidden = !sketch;
    say(el("caller-map-said"), _("The map could not be loaded. The position is in words above the call, the units are in the list."));
  }
}
