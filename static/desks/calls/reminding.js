// An alert's incident, opened from the calls desk: in this call's form, or beside it; the call stays.

import { board } from "../board.js";
import { config } from "../config.js";
import { el } from "../dom.js";
import { call } from "./call.js";
import { firstMissing } from "./form.js";

const TO_ASSESS = ["ASSESSMENT_DUE", "REASSESS_DUE"];

/** Open what an alert is about without leaving the desk. */
export function startReminding() {
  document.addEventListener("open-subject", (event) => {
    if (event.detail.subject !== "incident") return;
    event.preventDefault();
    if (event.detail.subject_id === call.incident?.id) (firstMissing() ?? el("suggestion")).focus();
    else window.open(address(event.detail), "_blank", "noopener");
  });
}

function address({ code, subject_id: id }) {
  const row = board.row("incident", id);
  if (!row) return config.urls.incident_by_id.replace("/0/", `/${id}/`);
  return (TO_ASSESS.includes(code) ? config.urls.incident_risk : config.urls.incident).replace("SLUG", row.slug);
}
