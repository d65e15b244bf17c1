// The clock, the connection's dot, the age of the sweep, STALE, and the counts of the footer.

import { read } from "./api.js";
import { board, now, rows } from "./board.js";
import { config } from "./config.js";
import { el, say, setText } from "./dom.js";
import { lasting, time, zone } from "./times.js";
import { _ } from "./words.js";

const LATE = 5;
const LOOK_EVERY = 3000;
const WAITING = ["RINGING", "QUEUED", "OFFERED"];
let heardAt = null;
let stranger = "";

/** Show, four times a second, what time it is and how fresh everything is. */
export function startPulse() {
  board.addEventListener("beat", () => { heardAt = performance.now(); });
  board.addEventListener("status", show);
  setInterval(show, 250);
  setInterval(comeBack, LOOK_EVERY);
}

function show() {
  const moment = now();
  setText(el("now"), time(moment));
  el("now").dateTime = new Date(moment).toISOString();
  setText(el("zone"), zone(moment));
  connection();
  sweep(board.clocksAge);
  counts();
  waiting999(moment);
}

const silence = () => (heardAt === null ? 0 : (performance.now() - heardAt) / 1000);

function connection() {
  const { status } = board;
  const stale = status === "stale" || status === "signed-out";
  el("pulse").dataset.state = stale ? "stale" : status;
  setText(el("pulse-words"), stale ? _("STALE") : status === "live" ? _("live {age} s", { age: silence().toFixed(1) }) : _("connecting"));
  el("stale").hidden = !stale;
  setText(el("stale-words"), stale ? staleWords(status) : "");
}

/** Signed in again in another window: go on here, with everything that was typed. */
async function comeBack() {
  if (board.status !== "signed-out") return;
  const me = await read("/api/v1/me/").catch(() => null); // Still signed out; the band says so.
  stranger = me && me.id !== config.person.id ? me.name : "";
  if (me && !stranger) board.reopen();
}

function staleWords(status) {
  if (stranger) return _("{name} is signed in in this browser now. Copy what you typed here, then reload the page.", { name: stranger });
  if (status === "signed-out") return _("SIGNED OUT. This board no longer moves. Sign in again in another window; what is typed here is kept.");
  if (board.reason === "unproven") return _("STALE: what you see does not agree with the database. Asking again.");
  return _("STALE: no news for some time. What you see may be old. Asking again.");
}

function sweep(age) {
  if (age === null || age === undefined) return;
  el("sweep").classList.toggle("late", age > LATE);
  setText(el("sweep-words"), age > LATE ? _("CLOCKS LATE {age}", { age: lasting(age) }) : _("clocks {age} s", { age: age.toFixed(1) }));
}

function counts() {
  const all = board.figures("ALL");
  count("foot-waiting", all.waiting);
  count("foot-lost", all.lost);
  el("foot-lost").classList.toggle("wrong", Boolean(all.lost));
  setText(el("foot-checked"), board.provenAt ? _("(checked {age} ago)", { age: lasting((now() - board.provenAt) / 1000) }) : "");
}

function count(id, figure) {
  setText(el(id).querySelector("output"), figure === undefined ? "–" : String(figure));
}

function waiting999(moment) {
  const calls = rows("contact").filter((row) => row.channel === "999" && WAITING.includes(row.state));
  const counted = board.figures("ALL")["999_waiting"];
  const number = calls.length || counted;
  const oldest = Math.min(...calls.map((row) => Date.parse(row.received_at)));
  const longest = calls.length ? _(", longest {age}", { age: lasting((moment - oldest) / 1000) }) : "";
  const words = number === undefined ? "–" : _("{number} waiting", { number });
  setText(el("foot-999").querySelector("output"), words + longest);
}

/** Say something to whoever listens rather than looks. */
export const announce = (text) => say(el("announcer"), text);
