// Where the call comes from: what the BT operator handed over, and every position in its order.

import { order } from "../api.js";
import { now } from "../board.js";
import { el, h, keep, say, setText } from "../dom.js";
import { stamp } from "../times.js";
import { _, n_ } from "../words.js";
import { call } from "./call.js";
import { radiusWords } from "./fixes.js";

/** Show it over the form, and more of it whenever more has come. */
export function startOrigin() {
  call.addEventListener("changed", another);
  call.addEventListener("moved", draw);
  el("handover-add").addEventListener("click", add);
}

const typed = () => [...document.querySelectorAll("[data-handover]")];

function another() {
  el("origin").open = false;
  typed().forEach((field) => { field.value = ""; });
  say(el("handover-said"), "");
  draw();
}

/** What BT's operator says instead of sending it is added, too; nothing takes another's place. */
async function add() {
  const { id } = call;
  const said = Object.fromEntries(typed().map((field) => [field.dataset.handover, field.value.trim()]));
  el("handover-add").disabled = true;
  try {
    await order(`/api/v1/contacts/${id}/operator/`, said);
    if (id === call.id) another();
  } catch (refusal) {
    if (id === call.id) say(el("handover-said"), refusal.message);
  } finally {
    el("handover-add").disabled = false;
  }
}

function draw() {
  const { operator = null, locations = [] } = call.detail ?? {};
  const positions = locations.length > 1 ? n_(locations.length, "{n} position", "{n} positions") : "";
  const words = [handedOver(operator), positions].filter(Boolean).join(" · ");
  const isOfBt = call.row?.channel === "999";
  el("origin").hidden = !words && !isOfBt;
  el("handover").hidden = !isOfBt;
  setText(el("origin-words"), words || _("BT has handed nothing over with this call"));
  // What came first stands first: the best is over it, whichever it is.
  const series = [...locations].sort((one, other) => one.id - other.id);
  keep(el("origin-list"), series, { key: (fix) => fix.id, signature: (fix) => JSON.stringify(fix), make: line });
}

/** BT Bangor, ref BT-0077 · line of A. Example, 12 Acre Lane */
function handedOver(operator) {
  if (!operator) return "";
  const bt = [operator.centre && _("BT {centre}", operator), operator.reference && _("ref {reference}", operator)].filter(Boolean).join(", ");
  const owner = [operator.subscriber, operator.address].filter(Boolean).join(", ");
  return [bt, owner && _("line of {owner}", { owner })].filter(Boolean).join(" · ");
}

function line(fix) {
  const sure = fix.confidence === null ? _("how sure is not known") : _("{confidence} % sure", fix);
  const words = [fix.source_label, radiusWords(fix), sure, `${fix.lat.toFixed(5)}, ${fix.lon.toFixed(5)}`].join(" · ");
  return h("li", {}, h("span", { class: "mono" }, stamp(fix.fixed_at, now())), " ", words);
}
