// Once the incident is open, another place in the form is not yet its place: this makes it so.

import { order } from "../api.js";
import { once } from "../dialogs.js";
import { el, say, setText } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { chosenPlace, place } from "./places.js";

/** Offer to correct the place of the open incident while the form says another. */
export function startCorrecting() {
  ["changed", "incident"].forEach((name) => call.addEventListener(name, offer));
  ["input", "change"].forEach((name) => el("where").addEventListener(name, offer));
  el("correct-place").addEventListener("click", once(correct));
}

function offer() {
  const { incident } = call;
  const typed = el("where").value.trim();
  el("correct-place").hidden = !incident || !typed || (typed === incident.place && !isElsewhere(incident));
  if (incident) setText(el("correct-place"), _("Correct the place of CAD {reference}", incident));
}

/** The same words may have been picked only now: then they have a position that the incident lacks. */
function isElsewhere(incident) {
  const chosen = chosenPlace();
  return Boolean(chosen) && (chosen.lat !== incident.lat || chosen.lon !== incident.lon);
}

async function correct() {
  const { slug, version } = call.incident;
  try {
    await order(`/api/v1/incidents/${slug}/place/`, place(), { version });
    say(el("where-said"), _("Corrected. If units are on their way, dispatch tells them."));
  } catch (refusal) {
    say(el("where-said"), refusal.message);
  }
  await call.follow(slug).catch((refusal) => say(el("where-said"), refusal.message));
}
