// Where the incident is, or will be, when no place of the gazetteer was picked: said before and after.

import { el, say } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { radiusWords } from "./fixes.js";
import { chosenPlace } from "./places.js";

/** Keep the sentence under "Where?" true. */
export function startPosition() {
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, draw));
  ["input", "change"].forEach((name) => el("where").addEventListener(name, draw));
}

function draw() {
  const words = call.incident ? now(call.incident) : call.row && el("where").value.trim() && !chosenPlace() ? later() : "";
  say(el("where-position"), words);
  el("where-position").classList.toggle("refused", call.incident?.lat === null);
}

function now(incident) {
  if (incident.lat === null) return _("CAD {reference} HAS NO POSITION: dispatch cannot see who is near. Pick a place of the list here, then “Correct the place”; ask for a street, a shop, a bus stop.", incident);
  return incident.position ? _("CAD {reference} is at the caller's position: {position}. A place of the list makes it certain.", incident) : "";
}

function later() {
  const fix = call.detail?.locations?.[0];
  if (!fix) return _("No place picked, and the call brought no position: the incident will have NONE. Pick a place of the list if you can; you can open and grade without.");
  return _("No place picked: the incident goes to the caller's position, {source} {radius}.", { source: fix.source_label, radius: radiusWords(fix) });
}
