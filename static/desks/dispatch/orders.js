// Stand-down, result and close: each asks for its words, and says where the hand is why not.

import { order } from "../api.js";
import { config } from "../config.js";
import { closing } from "../dialogs.js";
import { el, h, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { selection } from "./selection.js";

/** Make the three dialogs work. */
export function startOrders() {
  const openers = { "stand-down": openStandDown, result: openResult, close: openClose };
  bind(openers);
  for (const [name, open] of Object.entries(openers)) {
    closing(name);
    document.querySelector(`[data-act=${name}]`).addEventListener("click", open);
  }
  send("stand-down", (fields) => order(`/api/v1/units/${fields.get("callsign")}/stand-down/`, { reason: fields.get("reason") }));
  send("result", (fields) => order(`${incident()}result/`, { code: fields.get("code"), text: fields.get("text") }));
  send("close", closeOrAsk);
}

const incident = () => `/api/v1/incidents/${selection.slug}/`;
const version = () => ({ version: selection.row?.version });

function send(name, deed) {
  const dialog = el(name);
  const said = dialog.querySelector(".refused");
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await deed(new FormData(event.target));
      dialog.close();
    } catch (refusal) {
      say(said, refusal.message);
    }
  });
}

function show(name) {
  el(name).querySelector("form").reset();
  say(el(name).querySelector(".refused"), "");
  el(name).showModal();
  return true;
}

function openStandDown() {
  const { row } = selection;
  if (!row) return false;
  el("stand-down-unit").replaceChildren(...row.units.map((unit) => h("option", { value: unit.callsign }, `${unit.callsign}, ${config.assignments[unit.state]}`)));
  const last = row.units.length === 1;
  setText(el("stand-down-warning"), !row.units.length ? _("No unit is assigned to CAD {reference}.", row)
    : last ? _("It is the last one: CAD {reference} will be without a unit, and alarm until it is taken on.", row) : _("Others stay with CAD {reference}.", row));
  return show("stand-down");
}

function openResult() {
  if (!selection.row) return false;
  setText(el("result-title"), _("Result of CAD {reference}", selection.row));
  return show("result");
}

const neverAttended = () => !selection.row.attended_at && selection.row.status === "AWAITING_UNIT";

function openClose() {
  const { row } = selection;
  if (!row) return false;
  setText(el("close-title"), _("Close CAD {reference}", row));
  el("close-excuse").hidden = !neverAttended();
  setText(el("close-go"), neverAttended() ? _("Ask for non-attendance") : _("Close"));
  setText(el("close-words"), neverAttended() ? _("It cannot close before somebody attended, or a supervisor approved that nobody need.") : _("It closes when its result is recorded, no unit is with it and no alert waits."));
  return show("close");
}

function closeOrAsk(fields) {
  if (neverAttended()) return order(`${incident()}non-attendance/`, { reason: fields.get("reason") }, version());
  return order(`${incident()}close/`, {}, version());
}
