// Crews of which a desk has to hear something: that they know where they are sent, that they are well.

import { board } from "./board.js";
import { may } from "./config.js";
import { h } from "./dom.js";
import { _ } from "./words.js";

const SILENT = "ASSIGNMENT_NOT_ACKNOWLEDGED";
const SENT_ELSEWHERE = "PLACE_CHANGED";
const NOT_HEARD = "CREW_NOT_HEARD";
const NOT_WARNED = "WARNINGS_NOT_KNOWN";

/** Where it is recorded that a crew acknowledges. */
export const acknowledging = (callsign) => `/api/v1/units/${callsign}/acknowledge/`;

/** Where it is recorded that a crew at a scene is well. */
export const beingWell = (callsign) => `/api/v1/units/${callsign}/well/`;

/** What whoever hears an alert's crews may record for them: whose words, where, and what is sent. */
export function answers(alert) {
  if (!may("crew_report")) return [];
  if (alert.code === SILENT) return silent(alert).map(({ callsign }) => knows(callsign, {}));
  const unit = alert.subject === "unit" && board.row("unit", alert.subject_id);
  if (!unit) return [];
  if (alert.code === NOT_HEARD) return [{ callsign: unit.callsign, words: well(unit.callsign), path: beingWell(unit.callsign), body: {} }];
  // The unit's row may come after its alert: until it does, nobody knows which place was told.
  if (alert.code === SENT_ELSEWHERE && unit.place_told) return [knows(unit.callsign, { place_told: unit.place_told })];
  if (alert.code === NOT_WARNED && unit.warnings_told) return [knowsWarnings(unit)];
  return [];
}

const silent = (alert) => (board.row("incident", alert.subject_id)?.units ?? []).filter((unit) => unit.state === "ASSIGNED");

const knows = (callsign, body) => ({ callsign, words: _("{callsign} has acknowledged", { callsign }), path: acknowledging(callsign), body });

const knowsWarnings = ({ callsign, warnings_told }) => ({ callsign, words: _("{callsign} knows the warnings up to {n}", { callsign, n: warnings_told }), path: acknowledging(callsign), body: { warnings_told } });

const well = (callsign) => _("{callsign} is well", { callsign });

/** A crew that says on the radio that it knows, or is well: whoever hears it records that. */
export const crewButton = ({ callsign, words }, deed) => h("button", { type: "button", dataset: { control: `crew ${callsign}` }, onclick: deed }, words);

/** The button for a crew that has not said yet that it knows its warnings; nothing for others. */
export const warningsButton = (unit, deed) => (unit?.warnings_told ? crewButton(knowsWarnings(unit), () => deed({ warnings_told: unit.warnings_told })) : null);

/** The button for a crew that has not acknowledged yet. */
export const acknowledgeButton = (callsign, deed) => crewButton(knows(callsign), deed);
