// The selected incident: its facts, its units, its log, and writing on it.

import { order } from "../api.js";
import { acknowledgeButton, acknowledging, warningsButton } from "../crews.js";
import { once } from "../dialogs.js";
import { draft, forgetDraft, keepDraft } from "../drafts.js";
import { el, h, keep, say, setText } from "../dom.js";
import { chip, tags } from "../grades.js";
import { config, may } from "../config.js";
import { board, now, onRows, rows } from "../board.js";
import { fillLog } from "../logs.js";
import { bind, focusWhenShown } from "../shortcuts.js";
import { day, isoDay } from "../times.js";
import { _ } from "../words.js";
import { sendMessage } from "../messages.js";
import { clocks } from "./incidents.js";
import { selection } from "./selection.js";

/** Show the selected incident and keep it true. */
export function startSelected() {
  selection.addEventListener("chosen", draw);
  selection.addEventListener("read", log);
  selection.addEventListener("refused", (event) => say(el("selected-said"), event.detail));
  onRows(draw);
  selection.addEventListener("chosen", logDraft);
  selection.addEventListener("chosen", comeToIt);
  el("to-incidents").addEventListener("click", () => el("incidents").scrollIntoView());
  el("log-form").addEventListener("submit", (event) => event.preventDefault());
  el("log-form").addEventListener("submit", once(add));
  el("message-send").addEventListener("click", once(send));
  el("log-text").addEventListener("input", () => keepDraft(logName(), el("log-text").value));
  logDraft();
  bind({ "log-entry": () => selection.slug && focusWhenShown(el("log-text")) });
}

// On a slim screen what was chosen is far below the list it was chosen from.
function comeToIt() {
  if (selection.row && matchMedia("(max-width: 999px)").matches) el("selected-title").scrollIntoView();
}

const logName = () => `log ${selection.slug}`;

// What is being written belongs to one incident: it waits there when another is chosen.
function logDraft() {
  el("log-text").value = (selection.slug && draft(logName())) || "";
  say(el("log-said"), "");
}

const gone = () => selection.slug && board.status === "live";

function draw() {
  const { row } = selection;
  el("selected-body").hidden = el("selected-acts").hidden = !row;
  el("selected-none").hidden = Boolean(row);
  if (!row) {
    const reference = selection.slug?.replace("-", "/");
    setText(el("selected-title"), gone() ? _("CAD {reference} is not on this board", { reference }) : _("No incident selected"));
    setText(el("selected-none"), gone() ? _("It was closed, or belongs to another area now. “/ go {reference}” opens its record. Choose another incident with J and K.", { reference })
      : _("Choose an incident with J and K, or click it: its log and the units that could go appear here."));
    el("selected-facts").replaceChildren();
    return;
  }
  say(el("selected-said"), "");
  setText(el("selected-title"), `CAD ${row.reference}`);
  keep(el("selected-facts"), [row], {
    key: () => row.slug,
    signature: () => row.version,
    make: () => h("span", { class: "acts" }, chip(row.grade), tags(row.tags), h("span", {}, row.place || _("place not known")), clocks(row)),
  });
  setText(el("selected-summary"), [row.opening_code, row.summary].filter(Boolean).join(" · "));
  el("selected-warn").href = config.urls.incident_warn.replace("SLUG", row.slug);
  el("selected-page").href = config.urls.incident.replace("SLUG", row.slug);
  assigned(row);
  if (selection.detail?.slug !== row.slug) {
    el("log-entries").replaceChildren();
    el("warnings").hidden = true;
  }
}

function assigned(row) {
  const units = row.units.length ? row.units : [null];
  keep(el("assigned"), units, {
    key: (unit) => unit?.callsign ?? "none",
    signature: (unit) => (unit ? `${unit.state} ${unit.since} ${known(unit)?.warnings_told}` : row.status),
    make: (unit) => (unit ? h("li", { class: "row" }, h("span", { class: "mono strong" }, unit.callsign), h("span", {}, config.assignments[unit.state]), answerFor(unit)) : nobody(row)),
  });
}

const known = ({ callsign }) => rows("unit").find((unit) => unit.callsign === callsign);

function answerFor({ state, callsign }) {
  if (!may("crew_report")) return [];
  const sent = state === "ASSIGNED" ? acknowledgeButton(callsign, () => acknowledge(callsign, {})) : null;
  return [sent, warningsButton(known({ callsign }), (told) => acknowledge(callsign, told))];
}

const acknowledge = once(async (callsign, told) => {
  try {
    await order(acknowledging(callsign), told);
    say(el("selected-said"), "");
  } catch (refusal) {
    say(el("selected-said"), refusal.message);
  }
}, (callsign) => callsign);

const nobody = (row) => h("li", { class: "row" }, row.status === "AWAITING_UNIT" ? h("span", { class: "no-unit" }, _("NO UNIT")) : h("span", { class: "muted" }, row.status_label));

function log() {
  fillLog(el("log-entries"), selection.detail.log);
  warnings(selection.detail.warnings.filter((each) => !each.withdrawn_at));
}

// What a crew has to know before it knocks; the one list that stands above the log.
function warnings(given) {
  el("warnings").hidden = !given.length;
  keep(el("warnings-list"), given, {
    key: (each) => each.id,
    signature: (each) => `${each.id} ${expired(each)}`,
    make: (each) => h("li", { class: "wrap-anywhere" }, h("strong", {}, `${each.number}. ${each.kind_label}`), ` ${each.text}`, until(each)),
  });
}

// An order holds to the end of its day in London.
const expired = ({ expires_on: last }) => Boolean(last) && last < isoDay(now());

const until = (each) => (each.expires_on ? h("strong", {}, expired(each) ? _(" EXPIRED on {day}: no crew is told", { day: dayOf(each) }) : _(" until {day}", { day: dayOf(each) })) : null);

const dayOf = ({ expires_on: last }) => day(Date.parse(`${last}T12:00Z`));

async function send() {
  const { slug } = selection;
  if (!(await sendMessage(slug, "CALLS"))) return;
  forgetDraft(`log ${slug}`);
  if (slug === selection.slug) logDraft();
}

async function add() {
  const input = el("log-text");
  const { slug } = selection;
  const text = input.value.trim();
  if (!text) return say(el("log-said"), _("Write what happened first."));
  try {
    await order(`/api/v1/incidents/${slug}/log/`, { text });
    forgetDraft(`log ${slug}`);
    if (slug === selection.slug) logDraft();
  } catch (refusal) {
    say(el("log-said"), refusal.message);
  }
}
