// The status of a unit by Airwave code.

import { order } from "../api.js";
import { rows } from "../board.js";
import { beingWell } from "../crews.js";
import { closing, once, open } from "../dialogs.js";
import { el, say, setText } from "../dom.js";
import { _ } from "../words.js";

let callsign = "";

/** Make the dialog work. */
export function startStatus() {
  closing("status");
  el("status").querySelectorAll("[data-code]").forEach((button) => button.addEventListener("click", () => press(Number(button.dataset.code))));
  el("crew-well").addEventListener("click", isWell);
}

/** Ask for the status of a unit. */
export function openStatus(named) {
  callsign = named;
  const row = rows("unit").find((each) => each.callsign === named);
  setText(el("status-title"), _("Status of {callsign}", { callsign }));
  setText(el("status-words"), words(row, named));
  const isEmergency = row?.state === "EMERGENCY";
  el("crew-well").hidden = row?.assignment_state !== "AT_SCENE" && !isEmergency;
  setText(el("crew-well"), isEmergency ? _("The crew is well: its emergency is over") : _("The crew is well"));
  say(said(), "");
  open(el("status"));
  el("status-title").focus();
}

function words(row, named) {
  if (!row?.incident) return _("{callsign} has no incident.", { callsign: named });
  return row.assignment_state === "AT_SCENE"
    ? _("{callsign} is at the scene of CAD {incident}. Once it is free, that incident is to be resulted or sent to again.", row)
    : _("{callsign} is with CAD {incident}. If it becomes free before it was at the scene, that incident is left and alarms.", row);
}

const said = () => el("status").querySelector(".refused");

const report = once(async (path, body) => {
  try {
    await order(path, body);
    el("status").close();
  } catch (refusal) {
    say(said(), refusal.message);
  }
});

const press = (code) => report(`/api/v1/units/${callsign}/status/`, { code });

const isWell = () => report(beingWell(callsign), {});
