// Crews that have not said that they know where they are sent to.

import { board } from "./board.js";
import { may } from "./config.js";

const SILENT = "ASSIGNMENT_NOT_ACKNOWLEDGED";
const SENT_ELSEWHERE = "PLACE_CHANGED";

/** The callsigns of the crews that an alert wants to hear from, for whom somebody here may answer. */
export function silentCrews(alert) {
  if (!may("crew_report")) return [];
  if (alert.code === SENT_ELSEWHERE) return [board.row("unit", alert.subject_id)].filter(Boolean).map((unit) => unit.callsign);
  if (alert.code !== SILENT) return [];
  return (board.row("incident", alert.subject_id)?.units ?? []).filter((unit) => unit.state === "ASSIGNED").map((unit) => unit.callsign);
}
