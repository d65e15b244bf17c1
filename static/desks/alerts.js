// The alert bar: what is unacknowledged and addressed to this desk, on top, with sound, until taken.

import { order } from "./api.js";
import { board, now, onRows, rows } from "./board.js";
import { config, may } from "./config.js";
import { once } from "./dialogs.js";
import { el, h, keep, say, setText } from "./dom.js";
import { answers, crewButton } from "./crews.js";
import { chip } from "./grades.js";
import { announce } from "./pulse.js";
import { bind, hearNoLetters } from "./shortcuts.js";
import { isHeard, play, soundOn } from "./sound.js";
import { lasting, since } from "./times.js";
import { _, n_ } from "./words.js";

const AT_ONCE = 3;
const AGAIN_EVERY = 20000;
const REFUSED_FOR = 15000;
const OPENS = { calls: ["incident"], dispatch: ["incident", "unit"], supervisor: ["incident", "contact", "divert", "payload", "unit"] };
const title = document.title;
const heard = new Set();
const refusals = new Map();
const typed = new Map();
let typingIn = null;

/** Show the alert bar and keep it true. */
export function startAlerts() {
  onRows(draw);
  document.addEventListener("sound", () => insist(mine()));
  el("unheard-on").addEventListener("click", soundOn);
  setInterval(ages, 500);
  setInterval(() => sound(mine()), AGAIN_EVERY);
  bind({ acknowledge: () => acknowledge(mine()[0]), "open-alert": () => open(mine()[0]) });
}

const isEmergency = (row) => row.code.startsWith("UNIT_EMERGENCY");

/** The alerts this desk must take: emergencies, then the highest and oldest, by their first sounding. */
export function mine() {
  const unheld = rows("alert", (row) => !isEmergency(row), (row) => -row.level, (row) => row.severity ?? 9, (row) => row.first_raised_at);
  return unheld.filter((row) => !row.acknowledged_at && isForThisDesk(row));
}

/** Whom it was raised for first still sees it when it has climbed past them. */
const isForThisDesk = (row) => (row.for_id ? isForMe(row) : [row.audience, row.raised_for].some((role) => config.person.roles.includes(role)));

/** What is for one person is on no colleague's desk, until it climbs to who is above them. */
const isForMe = (row) => row.for_id === config.person.id || (row.level > 0 && config.person.roles.includes(row.audience));

function draw() {
  const alerts = mine();
  const bar = el("alerts");
  const hadFocus = bar.contains(document.activeElement);
  const wasTyping = hadFocus && document.activeElement.matches("input");
  const more = alerts.length - AT_ONCE;
  keep(bar, [...shown(alerts, wasTyping), ...(more > 0 ? [{ id: "more", more }] : []), ...taken(alerts)], {
    key: (row) => row.id,
    signature: (row) => (row.more || row.taken ? `${row.more ?? row.taken}` : `${row.version} ${row === alerts[0]} ${refusals.get(row.id) || ""} ${JSON.stringify(answers(row))}`),
    make: (row) => (row.more || row.taken ? line(row) : alertRow(row, row === alerts[0])),
  });
  if (wasTyping && typingIn && !bar.contains(document.activeElement)) hearNoLetters();
  if (hadFocus && !bar.contains(document.activeElement)) ((!wasTyping && bar.querySelector("button")) || el("main")).focus({ preventScroll: true });
  say(el("lock-alarms"), [...emergencies(), ...waiting(alerts)].join(" "));
  document.title = alerts.length ? `(${alerts.length}) ${title}` : title;
  tellNew(alerts);
  insist(alerts);
  ages();
}

/** The first few; the one that somebody reads back to stays among them, whatever comes before it. */
function shown(alerts, isTyping) {
  const first = alerts.slice(0, AT_ONCE);
  const read = isTyping && !first.some((row) => row.id === typingIn) && alerts.find((row) => row.id === typingIn);
  return read ? [...first.slice(0, -1), read] : first;
}

const line = (row) => h("p", { class: "alert-more", role: "status" }, row.taken ?? _("and {n} more, most urgent first", { n: row.more }));

/** Who wanted an alert that a colleague was quicker to take on is told who has it. */
function taken(alerts) {
  const gone = [...refusals.keys()].filter((id) => !alerts.some((row) => row.id === id));
  const held = gone.map((id) => board.row("alert", id)).filter((row) => row?.acknowledged_by && row.acknowledged_by !== config.person.name);
  return held.map((row) => ({ id: `taken ${row.id}`, taken: _("{acknowledged_by} took this on before you: {text}", row) }));
}

/** A crew in an emergency is named on a locked screen too, whoever has taken its alert on. */
const emergencies = () => rows("unit").filter((row) => row.state === "EMERGENCY").map((row) => _("EMERGENCY {callsign}.", row));

const waiting = (alerts) => (alerts.length ? [`${n_(alerts.length, "{n} alert waits", "{n} alerts wait")}: ${alerts[0].text}`] : []);

function alertRow(row, first) {
  const reference = board.row("incident", row.subject_id)?.reference;
  return h(
    "div", { class: "alert flash" },
    h("span", { class: "alert-word" }, levelWord(row)),
    row.grade ? chip(row.grade) : null,
    row.subject === "incident" && reference ? h("span", { class: "mono strong" }, `CAD ${reference}`) : null,
    h("span", { class: "grow wrap-anywhere" }, row.text),
    row.times_returned ? h("span", { class: "tag" }, _("came back {n}×", { n: row.times_returned })) : null,
    h("time", { dataset: { since: row.first_raised_at } }),
    row.read_back_offered && may("alert_acknowledge") ? readBack(row) : null,
    may("alert_acknowledge") ? h("button", { type: "button", dataset: { control: "take" }, onclick: () => acknowledge(row) }, first ? h("kbd", {}, "A") : null, _("Acknowledge")) : null,
    answers(row).map((answer) => crewButton(answer, () => take(row, answer.path, `crew ${answer.callsign}`, null, answer.body))),
    opens(row) ? h("button", { type: "button", dataset: { control: "open" }, onclick: () => open(row) }, first ? h("kbd", {}, "O") : null, _("Open")) : null,
    refusals.has(row.id) ? h("p", { class: "said refused", role: "alert" }, refusals.get(row.id)) : null,
  );
}

/** What is read back: the sentence that is offered, unless somebody types another. Enter takes it on. */
function readBack(row) {
  const field = h("input", {
    class: "read-back", maxlength: "200", autocomplete: "off", placeholder: row.read_back_offered, dataset: { control: "read-back" },
    "aria-label": _("What you read back, unless it is: {offered}", { offered: row.read_back_offered }),
    oninput: () => { typingIn = row.id; typed.set(row.id, field.value); },
    onkeydown: (event) => event.key === "Enter" && readBackDone(row),
  });
  field.value = typed.get(row.id) ?? "";
  return field;
}

/** Whoever has read back is done with typing: the next letter is an order again. */
function readBackDone(row) {
  typingIn = null;
  acknowledge(row);
}

const levelWord = (row) => [_("ALERT"), _("SUPERVISOR"), _("DUTY OFFICER")][row.level] ?? _("ALERT");

function tellNew(alerts) {
  const fresh = alerts.filter((row) => !heard.has(`${row.id} ${row.level} ${row.times_returned}`));
  fresh.forEach((row) => heard.add(`${row.id} ${row.level} ${row.times_returned}`));
  if (!fresh.length) return;
  announce(_("Alert: {text}", { text: fresh[0].text }));
  sound(fresh);
}

const isAlarm = (row) => row.level > 0 || row.severity === 0;

/** What is unacknowledged is heard, and heard again until it is taken on. */
function sound(alerts) {
  if (alerts.length) play(alerts.some(isAlarm) ? "alarm" : "notice");
}

/** An alarm that nobody can hear here is not to be overlooked either. */
function insist(alerts) {
  const unheard = isHeard() ? 0 : alerts.filter(isAlarm).length;
  el("unheard").hidden = !unheard;
  setText(el("unheard-words"), unheard ? n_(unheard, "SOUND IS OFF: {n} alarm sounds, and cannot be heard here.", "SOUND IS OFF: {n} alarms sound, and cannot be heard here.") : "");
  document.body.classList.toggle("insists", Boolean(unheard));
}

function ages() {
  const moment = now();
  document.querySelectorAll("#alerts [data-since]").forEach((each) => setText(each, lasting(since(each.dataset.since, moment))));
}

function acknowledge(row) {
  if (!row) return false;
  takeOn(row);
  return true;
}

/** Whoever has taken an alert on, as it was read, sees what it is about, where the desk can show it. */
async function takeOn(row) {
  const words = typed.get(row.id)?.trim();
  const has = await take(row, `/api/v1/alerts/${row.id}/acknowledge/`, "take", row.version, words ? { read_back: words } : {});
  if (has) typed.delete(row.id);
  if (has) document.dispatchEvent(new CustomEvent("show-subject", { detail: row }));
}

const take = once(async (row, path, name, version, body = {}) => {
  const control = el("alerts").querySelector(`[data-key="${row.id}"] [data-control="${CSS.escape(name)}"]`);
  try {
    await order(path, body, { control, version });
    refusals.delete(row.id);
    return true;
  } catch (refusal) {
    refuse(row, refusal.message);
    return false;
  }
}, (row, path) => path);

/** What was refused is read and over: the network may be back, or a colleague have taken it on. */
function refuse(row, message) {
  refusals.set(row.id, message);
  draw();
  setTimeout(() => {
    if (refusals.get(row.id) === message) refusals.delete(row.id);
    draw();
  }, REFUSED_FOR);
}

const opens = (row) => OPENS[config.board].includes(row.subject);

/** Show what an alert is about: on this desk if it can, else on its page. */
function open(row) {
  if (!row || !opens(row)) return false;
  const opened = new CustomEvent("open-subject", { detail: row, cancelable: true });
  if (!document.dispatchEvent(opened)) return true;
  if (row.subject === "incident") location.assign(config.urls.incident_by_id.replace("/0/", `/${row.subject_id}/`));
  if (row.subject === "divert") location.assign(`${config.urls.diverts}#divert-${row.subject_id}`);
  if (row.subject === "payload") location.assign(`${config.urls.payloads}#payload-${row.subject_id}`);
  return true;
}
