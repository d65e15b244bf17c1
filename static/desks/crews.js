// Crews that have not said that they know where they are sent to.

import { board } from "./board.js";
import { may } from "./config.js";
import { h } from "./dom.js";
import { _ } from "./words.js";

const SILENT = "ASSIGNMENT_NOT_ACKNOWLEDGED";
const SENT_ELSEWHERE = "PLACE_CHANGED";

/** The callsigns of the crews that an alert wants to hear from, for whom somebody here may answer. */
export function silentCrews(alert) {
  if (!may("crew_report")) return [];
  // The unit's row may come after its alert: until it does, nobody knows which place was told.
  if (alert.code === SENT_ELSEWHERE) return [board.row("unit", alert.subject_id)].filter((unit) => unit?.place_told).map((unit) => unit.callsign);
  if (alert.code !== SILENT) return [];
  return (board.row("incident", alert.subject_id)?.units ?? []).filter((unit) => unit.state === "ASSIGNED").map((unit) => unit.callsign);
}

/** What a crew was told by whoever read an alert to it: the place that the alert names, by its number. */
export function told(alert) {
  const unit = alert.code === SENT_ELSEWHERE && board.row("unit", alert.subject_id);
  return unit ? { place_told: unit.place_told } : {};
}

/** Where it is recorded that a crew acknowledges. */
export const acknowledging = (callsign) => `/api/v1/units/${callsign}/acknowledge/`;

/** A crew that says on the radio that it knows: whoever hears it records that. */
export const crewButton = (callsign, deed) => h("button", { type: "button", dataset: { control: `crew ${callsign}` }, onclick: deed }, _("{callsign} has acknowledged", { callsign }));
