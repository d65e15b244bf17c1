// The divert: what is being left is shown before what is being joined.

import { order, read } from "../api.js";
import { now, rows } from "../board.js";
import { countdown, tick } from "../countdown.js";
import { el, h, say, setText } from "../dom.js";
import { closing, done, once, openFor } from "../dialogs.js";
import { chip, tags } from "../grades.js";
import { bind } from "../shortcuts.js";
import { _, n_ } from "../words.js";
import { selection } from "./selection.js";

let shownFor = "";
let shownAt = null;

/** Make the panel work. */
export function startDivert() {
  closing("divert");
  el("divert-form").addEventListener("submit", (event) => event.preventDefault());
  el("divert-form").addEventListener("submit", once(go));
  el("divert-unit").addEventListener("change", preview);
  bind({ divert: () => openDivert() });
  document.querySelector("[data-act=divert]").addEventListener("click", () => openDivert());
}

const busy = () => rows("unit", (row) => row.callsign).filter((row) => row.incident && row.incident_slug !== selection.slug);

/** Open the panel for the selected incident, with a unit already chosen or not. */
export function openDivert(callsign) {
  if (!selection.row) return false;
  const units = busy();
  el("divert-unit").replaceChildren(...units.map((row) => h("option", { value: row.callsign, selected: row.callsign === callsign }, _("{callsign}, {state} for CAD {incident}", { ...row, state: row.assignment_label || row.assignment_state }))));
  clear();
  say(el("divert-said"), units.length ? "" : _("No unit is assigned elsewhere, so there is none to divert. Send a free one."));
  setText(el("divert-title"), _("Divert a unit to CAD {reference}", selection.row));
  openFor("divert", selection.slug);
  if (callsign) el("divert-unit").value = callsign;
  if (units.length) preview();
  (callsign ? el("divert-reason") : el("divert-unit")).focus();
  return true;
}

// Nothing is diverted before what it leaves has been on screen.
function clear() {
  shownFor = "";
  el("divert-go").disabled = true;
  setText(el("divert-go"), _("Divert"));
  el("leaving").replaceChildren();
  el("joining").replaceChildren();
}

async function preview() {
  const callsign = el("divert-unit").value;
  const wanted = `${callsign} ${selection.slug}`;
  clear();
  shownFor = wanted;
  shownAt = rows("unit").find((row) => row.callsign === callsign)?.incident_slug;
  try {
    const found = await read(`/api/v1/units/${callsign}/divert-preview/?to=${selection.slug}`);
    if (shownFor === wanted) show(callsign, found);
  } catch (refusal) {
    if (shownFor === wanted) say(el("divert-said"), refusal.message);
  }
}

function show(callsign, { leaving, joining, allowed, why_not: whyNot, alerts }) {
  const row = rows("incident").find((each) => each.slug === joining.slug);
  el("leaving").replaceChildren(...leavingWords(leaving, alerts || []));
  el("joining").replaceChildren(...facts({ clock_start_at: row?.clock_start_at, ...joining }, "joining"));
  el("divert-go").disabled = allowed === false;
  setText(el("divert-go"), _("Divert {callsign}", { callsign }));
  say(el("divert-said"), allowed === false ? whyNot : "");
  tick(now());
}

function leavingWords(leaving, alerts) {
  const alone = leaving.other_units
    ? n_(leaving.other_units, "{n} other unit stays with it.", "{n} other units stay with it.")
    : _("Nobody else is going: it will be without a unit, and alarm until it is taken on.");
  return [
    ...facts(leaving, "leaving"),
    h("p", { class: "strong" }, alone),
    leaving.times_diverted ? h("p", { class: "strong" }, n_(leaving.times_diverted, "A unit was taken from it {n} time already.", "Units were taken from it {n} times already.")) : "",
    alerts.length ? h("p", {}, _("What happens at once:")) : "",
    alerts.length ? h("ul", { class: "dots" }, alerts.map((text) => h("li", {}, text))) : "",
  ];
}

function facts(each, side) {
  const share = each.clock_used_percent;
  return [
    h("p", { class: "acts" }, chip(each.grade), h("span", { class: "mono strong" }, `CAD ${each.reference}`), h("span", { class: "strong" }, each.place || ""), tags(each.tags || [])),
    each.summary ? h("p", {}, each.summary) : "",
    h("p", { class: "acts" }, countdown({ name: `${side} ${each.reference}`, from: each.clock_start_at, due: each.due_at, label: _("Time to attend CAD {reference}", each) }), share === null || share === undefined ? null : h("span", {}, _("{share} % of its time is used", { share }))),
  ];
}

/** Test whether the unit is still where it was when what it leaves was shown; else show that anew. */
function isAsShown(callsign) {
  const row = rows("unit").find((each) => each.callsign === callsign);
  return !row || row.incident_slug === shownAt;
}

const isHere = (callsign) => rows("unit").some((row) => row.callsign === callsign && row.incident_slug === selection.slug);

async function go() {
  const callsign = el("divert-unit").value;
  const reason = el("divert-reason").value.trim();
  if (!reason) {
    say(el("divert-said"), _("Say why; it is kept with both incidents."));
    el("divert-reason").focus();
    return;
  }
  if (isHere(callsign)) {
    clear();
    say(el("divert-said"), _("{callsign} is with this incident already: somebody was quicker. Nothing is left to do.", { callsign }));
    return;
  }
  if (!isAsShown(callsign)) {
    await preview();
    say(el("divert-said"), _("{callsign} has moved since this was shown. Look at what it would leave now, then decide.", { callsign }));
    return;
  }
  try {
    await order(`/api/v1/units/${callsign}/divert/`, { incident: selection.slug, reason });
    done("divert");
  } catch (refusal) {
    say(el("divert-said"), refusal.message);
  }
}
