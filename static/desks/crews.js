// Crews that have not said that they know where they are sent to.

import { board } from "./board.js";
import { may } from "./config.js";

const SILENT = "ASSIGNMENT_NOT_ACKNOWLEDGED";

/** The callsigns an alert about silent crews is about, for whom somebody here may answer. */
export function silentCrews(alert) {
  if (alert.code !== SILENT || !may("crew_report")) return [];
  return (board.row("incident", alert.subject_id)?.units ?? []).filter((unit) => unit.state === "ASSIGNED").map((unit) => unit.callsign);
}
