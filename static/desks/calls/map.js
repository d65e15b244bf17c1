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
let isMissing = false;

/** Draw the map while there is a position, and again with every news of it. */
export function startMap() {
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, draw));
  near.addEventListener("found", draw);
  el("where").addEventListener("change", draw);
  call.addEventListener("changed", () => { if (isMissing) loading = null; });
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
  sketch.draw({ fixes, units: near.units, place: isThere(fixes[0], at) ? null : { ...at, lines: [placeWords(at)] } });
  // Units move all the time: who has looked elsewhere is not called back by them.
  const wanted = [call.id, near.units.length > 0, ...[at, ...fixes].map(({ lat, lon, radius_m }) => `${lat} ${lon} ${radius_m ?? ""}`)].join();
  if (wanted === fitted) return;
  fitted = wanted;
  sketch.fit([at, ...near.units], fixes);
}

const isThere = (fix, at) => fix?.lat === at.lat && fix?.lon === at.lon;
const placeWords = (at) => (at === call.incident ? `CAD ${at.reference}` : _("place picked"));

async function load() {
  try {
    const { Sketch } = await import("./sketch.js");
    sketch ??= new Sketch(el("caller-map"));
    isMissing = false;
    say(el("caller-map-said"), "");
    draw();
    await ground();
  } catch (error) {
    console.warn("The map did not load", error);
    isMissing = true;
    say(el("caller-map-said"), _("The map could not be loaded. The position is in words above the call, the units are in the list."));
  }
  el("caller-map").hidden = isMissing;
}

async function ground() {
  try {
    const { readBoroughs } = await import("../map/boroughs.js");
    sketch.ground(await readBoroughs());
  } catch (error) {
    console.warn("The boroughs did not load", error);
    say(el("caller-map-said"), _("The boroughs’ outlines could not be loaded. Caller and units are in their places all the same."));
  }
}
