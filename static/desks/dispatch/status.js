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
  setText(el("status-words"), row?.incident
    ? _("{callsign} is with CAD {incident}. If it becomes free before it was at the scene, that incident is left and alarms.", row)
    : _("{callsign} has no incident.", { callsign }));
  el("crew-well").hidden = row?.assignment_state !== "AT_SCENE" || row.state === "EMERGENCY";
  say(said(), "");
  open(el("status"));
  el("status-title").focus();
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
