// The queue: how many wait on each line and how long, who is next, and my own work and state.

import { order, read } from "../api.js";
import { board, now, onRows, rows } from "../board.js";
import { config } from "../config.js";
import { once } from "../dialogs.js";
import { el, h, keep, say, setText } from "../dom.js";
import { chip, tags } from "../grades.js";
import { bind } from "../shortcuts.js";
import { lasting, since } from "../times.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { flags } from "./strip.js";

const WAITING = ["QUEUED", "OFFERED"];
const SHOWN = 12;
let mine = [];

/** Show the queue and keep it true. */
export function startQueue() {
  onRows(({ whole }) => {
    draw();
    drawOwn();
    if (whole) own();
  });
  setInterval(ages, 500);
  el("take-next").addEventListener("click", takeNext);
  el("my-state").addEventListener("change", () => setState(el("my-state").value));
  bind({ "next-contact": takeNext, "my-state": available });
  el("available").addEventListener("click", () => setState("AVAILABLE"));
  ["changed", "moved"].forEach((name) => call.addEventListener(name, () => { say(el("my-state-said"), ""); myState(); }));
  call.addEventListener("changed", own);
  document.addEventListener("own-changed", own);
}

const waiting = () => rows("contact", (row) => row.rank, (row) => row.received_at).filter((row) => WAITING.includes(row.state));
const me = () => rows("handler").find((row) => row.person_id === config.person.id);

function draw() {
  const queue = waiting();
  lines(queue);
  keep(el("waiting"), queue.slice(0, SHOWN), {
    key: (row) => row.id,
    signature: (row) => row.version,
    make: waitingRow,
  });
  el("waiting-none").hidden = queue.length > 0;
  el("take-next").disabled = !queue.some((row) => row.state === "QUEUED");
  myState();
  ages();
}

function lines(queue) {
  const names = ["999", "101", ...new Set(queue.map((row) => row.channel).filter((name) => !["999", "101"].includes(name)))];
  keep(el("lines"), names.map((name) => ({ name, rows: queue.filter((row) => row.channel === name) })), {
    key: (line) => line.name,
    signature: (line) => line.rows.map((row) => row.id).join(),
    make: (line) => h("tr", {}, h("td", {}, config.channel_words[line.name] || line.name), h("td", {}, String(line.rows.length)), longest(line.rows)),
  });
}

function longest(waitingRows) {
  if (!waitingRows.length) return h("td", { class: "muted" }, "–");
  const first = waitingRows.map((row) => row.received_at).sort()[0];
  return h("td", { dataset: { since: first } });
}

function waitingRow(row) {
  const isOffered = row.state === "OFFERED";
  return h(
    "li", { class: "row" },
    h("span", { class: "strong" }, config.channel_words[row.channel] || row.channel),
    h("time", { dataset: { since: row.received_at } }),
    flags(row),
    h("span", { class: "grow" }),
    isOffered ? h("span", { class: "muted" }, _("rings at {name}", { name: row.handler || "…" }))
      : h("button", { type: "button", dataset: { control: "take" }, onclick: () => take(row) }, _("Take")),
  );
}

function ages() {
  const moment = now();
  document.querySelectorAll(".queue [data-since]").forEach((each) => setText(each, lasting(since(each.dataset.since, moment))));
}

function takeNext() {
  const next = waiting().find((row) => row.state === "QUEUED");
  if (next) take(next);
  return Boolean(next);
}

const take = once((row) => order(`/api/v1/contacts/${row.id}/claim/`).then(() => say(el("queue-said"), ""), (refusal) => say(el("queue-said"), refusal.message)), (row) => row.id);

function myState() {
  const row = me();
  const select = el("my-state");
  setText(el("my-state-now"), row ? _("Now: {state}", { state: config.handler_words[row.state] || row.state }) : board.status === "live" ? _("You are not signed on as a call handler.") : "");
  el("available").hidden = !row || row.state === "AVAILABLE" || Boolean(call.row);
  if (!call.row) setText(el("idle-words"), !row || row.state === "AVAILABLE" ? _("No call.") : _("No call can reach you: {state}.", { state: (config.handler_words[row.state] || row.state).toLowerCase() }));
  if (row && document.activeElement !== select) select.value = [...select.options].some((each) => each.value === row.state) ? row.state : "";
}

/** F9: free for calls again, or to the choice of states when free already. */
function available() {
  if (me() && me().state !== "AVAILABLE" && !call.row) return setState("AVAILABLE");
  return el("my-state").focus();
}

async function setState(state) {
  if (!state) return;
  try {
    await order("/api/v1/handlers/me/state/", { state });
    say(el("my-state-said"), "");
  } catch (refusal) {
    say(el("my-state-said"), refusal.message);
    myState();
  }
}

/** Which incidents are from my calls; how they stand is on the board, and its news says so. */
async function own() {
  const found = await read("/api/v1/incidents/?handler=me").catch((refusal) => say(el("own-said"), refusal.message));
  if (!found) return;
  say(el("own-said"), "");
  mine = found.results;
  drawOwn();
}

function drawOwn() {
  const shown = mine.map((each) => board.row("incident", each.id)).filter(Boolean);
  keep(el("own"), shown, {
    key: (row) => row.slug,
    signature: (row) => row.version,
    make: (row) => h("li", { class: "row" }, chip(row.grade), h("a", { class: "mono", href: config.urls.incident.replace("SLUG", row.slug), target: "_blank" }, `CAD ${row.reference}`), h("span", { class: "muted" }, row.status_label || row.status), tags(row.tags)),
  });
  el("own-none").hidden = shown.length > 0;
  call.heard(shown);
}
