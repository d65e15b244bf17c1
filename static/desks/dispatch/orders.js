// Stand-down, result and close: each asks for its words, and says where the hand is why not.

import { order } from "../api.js";
import { config } from "../config.js";
import { closing, done, once, openFor } from "../dialogs.js";
import { el, h, say, setText } from "../dom.js";
import { draft, forgetDraft, keepDraft } from "../drafts.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { asksWhy, closeOrAsk, showClosing, startClosing } from "./closing.js";
import { selection } from "./selection.js";

// The incident a dialog was opened for: it stays that one, whatever happens on the board meanwhile.
let row = null;

/** Make the three dialogs work. */
export function startOrders() {
  const openers = { "stand-down": openStandDown, result: openResult, close: openClose };
  bind({ ...openers, "stand-down": () => openStandDown() });
  startClosing(openers);
  for (const [name, open] of Object.entries(openers)) {
    closing(name);
    document.querySelector(`[data-act=${name}]`).addEventListener("click", () => open());
  }
  send("stand-down", standDown);
  send("result", result);
  el("result-text").addEventListener("input", () => keepDraft(resultName(), el("result-text").value));
  send("close", close);
}

const incident = () => `/api/v1/incidents/${row.slug}/`;
const resultName = () => `result ${row.slug}`;
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

// Of several units none is proposed: the first of a list is not the one that is meant.
function openStandDown(meant = selection.unit) {
  if (!choose()) return false;
  const earlier = el("stand-down").dataset.subject === row.slug ? el("stand-down-unit").value : "";
  const callsigns = row.units.map((unit) => unit.callsign);
  const chosen = callsigns.length === 1 ? callsigns[0] : [meant, earlier].find((each) => callsigns.includes(each)) ?? "";
  const none = callsigns.length > 1 ? [h("option", { value: "" }, _("choose…"))] : [];
  el("stand-down-unit").replaceChildren(...none, ...row.units.map((unit) => h("option", { value: unit.callsign }, `${unit.callsign}, ${config.assignments[unit.state]}`)));
  el("stand-down-fields").hidden = el("stand-down-go").hidden = !row.units.length;
  const last = row.units.length === 1;
  setText(el("stand-down-warning"), !row.units.length ? _("No unit is assigned to CAD {reference}, so there is none to stand down.", row)
    : last ? _("It is the last one: CAD {reference} will be without a unit, and alarm until it is taken on.", row) : _("Others stay with CAD {reference}.", row));
  show("stand-down");
  el("stand-down-unit").value = chosen;
  (chosen ? el("stand-down-reason") : el("stand-down-unit")).focus();
  return true;
}

function standDown(fields) {
  const [callsign, reason] = [fields.get("callsign"), written(fields, "reason")];
  if (!callsign) throw new Lacking(_("Choose the unit that is to be stood down."), "stand-down-unit");
  if (!reason) throw new Lacking(_("Say why {callsign} is stood down; it is kept with the incident.", { callsign }), "stand-down-reason");
  return order(`/api/v1/units/${callsign}/stand-down/`, { reason });
}

function openResult() {
  if (!choose()) return false;
  setText(el("result-title"), _("Result of CAD {reference}", row));
  show("result");
  el("result-text").value = draft(resultName()) ?? "";
  return true;
}

async function result(fields) {
  if (!fields.get("code")) throw new Lacking(_("Choose the closing code: how did it end?"), "result-code");
  const name = resultName();
  await order(`${incident()}result/`, { code: fields.get("code"), text: written(fields, "text") });
  forgetDraft(name);
}

function openClose() {
  if (!choose()) return false;
  showClosing(row);
  return show("close");
}

function close(fields) {
  const reason = written(fields, "reason");
  if (asksWhy() && !reason) throw new Lacking(_("Say why nobody need attend: whoever approves it decides by that."), "close-reason");
  return closeOrAsk(reason);
}
