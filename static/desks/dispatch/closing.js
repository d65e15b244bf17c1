// Closing: what still stands in the way, each with the control that does it.

import { order } from "../api.js";
import { onRows, rows } from "../board.js";
import { config, may } from "../config.js";
import { el, h, keep, say, setText } from "../dom.js";
import { _ } from "../words.js";
import { selection } from "./selection.js";
import { openStatus } from "./status.js";

// Where a result can be recorded: before anybody was there it would be refused.
const RESULTED_IN = ["AT_SCENE", "RESULTED", "REFERRED"];
// The incident the dialog was opened for, and the doors of the other dialogs.
let slug = "";
let doors = {};

/** Keep what the dialog says true while it is open; `openers` opens the dialogs beside it. */
export function startClosing(openers) {
  doors = openers;
  onRows(() => el("close").open && draw());
  selection.addEventListener("read", () => el("close").open && draw());
}

/** Say for an incident what closing it takes. */
export function showClosing(row) {
  ({ slug } = row);
  setText(el("close-title"), _("Close CAD {reference}", row));
  draw();
}

const row = () => rows("incident").find((each) => each.slug === slug);
const neverAttended = (each) => !each.attended_at && each.status === "AWAITING_UNIT";
const isAsked = (each) => neverAttended(each) && each.figures.includes("to_approve");

function draw() {
  const now = row();
  el("close-go").hidden = !now || isAsked(now);
  if (!now) {
    setText(el("close-words"), _("It is closed, or on another board now. Nothing is left to do here."));
    keep(el("close-lacking"), [], { key: String, signature: String, make: String });
    el("close-excuse").hidden = true;
    return;
  }
  const steps = lacking(now);
  el("close-excuse").hidden = !neverAttended(now) || isAsked(now);
  setText(el("close-go"), neverAttended(now) ? _("Ask for non-attendance") : _("Close"));
  setText(el("close-words"), inWords(now, steps));
  keep(el("close-lacking"), steps, { key: (step) => step.key, signature: (step) => `${step.version} ${step.text}`, make: line });
}

function inWords(each, steps) {
  if (isAsked(each)) return _("Nobody attended. Non-attendance is asked for; a supervisor has yet to approve it.");
  if (neverAttended(each)) return _("It cannot close before somebody attended, or a supervisor approved that nobody need.");
  return steps.length ? _("It cannot close yet:") : _("Nothing stands in its way that this desk knows of.");
}

/** What is still to do before this incident can close, as far as the board knows. */
function lacking(each) {
  return [...each.units.map(unitStep), ...resultStep(each), ...alertSteps(each)];
}

const unitStep = ({ callsign, state }) => ({
  key: `unit ${callsign} ${state}`,
  text: _("{callsign} is still with it ({state}).", { callsign, state: config.assignments[state].toLowerCase() }),
  deeds: [[_("Status of {callsign}", { callsign }), () => instead(() => openStatus(callsign))], [_("Stand it down"), () => instead(() => doors["stand-down"](callsign)), "X"]],
});

// What the server has told of the incident beyond its row says whether there is a result.
function resultStep(each) {
  const known = selection.detail?.slug === each.slug ? selection.detail : null;
  if (!known || known.closing_code || !RESULTED_IN.includes(each.status)) return [];
  return [{ key: "result", text: _("Its result is not recorded."), deeds: [[_("Record the result"), () => instead(doors.result), "R"]] }];
}

function alertSteps(each) {
  const waiting = rows("alert").filter((alert) => alert.subject === "incident" && alert.subject_id === each.id && !alert.acknowledged_at);
  return waiting.map((alert) => ({ key: `alert ${alert.id}`, version: alert.version, text: _("Its alert is not acknowledged: {text}", alert), deeds: mayTake(alert) ? [[_("Acknowledge"), (event) => take(alert, event)]] : [] }));
}

const mayTake = (alert) => may("alert_acknowledge") && alert.takers.some((role) => config.person.roles.includes(role));

async function take(alert, event) {
  const said = el("close").querySelector(".refused");
  try {
    await order(`/api/v1/alerts/${alert.id}/acknowledge/`, {}, { control: event.currentTarget, version: alert.version });
    say(said, "");
  } catch (refusal) {
    say(said, refusal.message);
  }
}

const line = ({ text, deeds }) => h(
  "li", { class: "row" }, h("span", { class: "grow wrap-anywhere" }, text),
  deeds.map(([words, deed, key]) => h("button", { type: "button", dataset: { control: words }, onclick: deed }, key ? h("kbd", {}, key) : null, words)),
);

function instead(open) {
  el("close").close();
  open();
}

/** Close it, or ask that nobody attend, by what the board shows at this moment. */
export function closeOrAsk(reason) {
  const { version, ...now } = row() ?? {};
  const incident = `/api/v1/incidents/${slug}/`;
  return now.slug && neverAttended(now) ? order(`${incident}non-attendance/`, { reason }, { version }) : order(`${incident}close/`, {}, { version });
}

/** Test whether the dialog asks why nobody need attend. */
export const asksWhy = () => !el("close-excuse").hidden;
