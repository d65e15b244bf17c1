// Stand-down, result and close: each asks for its words, and says where the hand is why not.

import { order } from "../api.js";
import { config } from "../config.js";
import { closing, done, once, openFor } from "../dialogs.js";
import { el, h, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { selection } from "./selection.js";

// The incident a dialog was opened for: it stays that one, whatever happens on the board meanwhile.
let row = null;

/** Make the three dialogs work. */
export function startOrders() {
  const openers = { "stand-down": openStandDown, result: openResult, close: openClose };
  bind(openers);
  for (const [name, open] of Object.entries(openers)) {
    closing(name);
    document.querySelector(`[data-act=${name}]`).addEventListener("click", open);
  }
  send("stand-down", standDown);
  send("result", result);
  send("close", closeOrAsk);
}

const incident = () => `/api/v1/incidents/${row.slug}/`;
const written = (fields, name) => (fields.get(name) ?? "").trim();

/** What lacks, and where the hand goes to say it. */
class Lacking extends Error {
  constructor(sentence, at) {
    super(sentence);
    this.at = at;
  }
}

function send(name, deed) {
  const said = el(name).querySelector(".refused");
  el(name).querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  el(name).querySelector("form").addEventListener("submit", once(async (event) => {
    try {
      await deed(new FormData(event.target));
      done(name);
    } catch (refusal) {
      say(said, refusal.message);
      row = [selection.row, row].find((each) => each?.slug === row.slug);
      if (refusal.at) el(refusal.at).focus();
    }
  }));
}

function show(name) {
  openFor(name, row.slug);
  say(el(name).querySelector(".refused"), "");
  return true;
}

/** Take the incident that is selected now; false when none is. */
function choose() {
  row = selection.row ?? null;
  return Boolean(row);
}

function openStandDown() {
  if (!choose()) return false;
  el("stand-down-unit").replaceChildren(...row.units.map((unit) => h("option", { value: unit.callsign }, `${unit.callsign}, ${config.assignments[unit.state]}`)));
  el("stand-down-fields").hidden = el("stand-down-go").hidden = !row.units.length;
  const last = row.units.length === 1;
  setText(el("stand-down-warning"), !row.units.length ? _("No unit is assigned to CAD {reference}, so there is none to stand down.", row)
    : last ? _("It is the last one: CAD {reference} will be without a unit, and alarm until it is taken on.", row) : _("Others stay with CAD {reference}.", row));
  return show("stand-down");
}

function standDown(fields) {
  const [callsign, reason] = [fields.get("callsign"), written(fields, "reason")];
  if (!reason) throw new Lacking(_("Say why {callsign} is stood down; it is kept with the incident.", { callsign }), "stand-down-reason");
  return order(`/api/v1/units/${callsign}/stand-down/`, { reason });
}

function openResult() {
  if (!choose()) return false;
  setText(el("result-title"), _("Result of CAD {reference}", row));
  return show("result");
}

function result(fields) {
  if (!fields.get("code")) throw new Lacking(_("Choose the closing code: how did it end?"), "result-code");
  return order(`${incident()}result/`, { code: fields.get("code"), text: written(fields, "text") });
}

const neverAttended = () => !row.attended_at && row.status === "AWAITING_UNIT";

function openClose() {
  if (!choose()) return false;
  setText(el("close-title"), _("Close CAD {reference}", row));
  el("close-excuse").hidden = !neverAttended();
  setText(el("close-go"), neverAttended() ? _("Ask for non-attendance") : _("Close"));
  setText(el("close-words"), beforeClosing());
  return show("close");
}

/** What stands between this incident and its closing, before the server is asked. */
function beforeClosing() {
  const callsigns = row.units.map((unit) => unit.callsign).join(", ");
  if (neverAttended()) return _("It cannot close before somebody attended, or a supervisor approved that nobody need.");
  if (callsigns) return _("{callsigns} is still with it. When it is free, press its status (2); record the result (R); then close.", { callsigns });
  return _("It closes when its result is recorded (R), no unit is with it and no alert waits.");
}

function closeOrAsk(fields) {
  const { version } = row;
  if (!neverAttended()) return order(`${incident()}close/`, {}, { version });
  const reason = written(fields, "reason");
  if (!reason) throw new Lacking(_("Say why nobody need attend: whoever approves it decides by that."), "close-reason");
  return order(`${incident()}non-attendance/`, { reason }, { version });
}
