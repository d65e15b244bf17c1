// The locked screen: it lies over the desk, keeps what was typed, still tells of alarms, and says
// what becomes of the shift. It says so before it locks, and any key keeps it open.

import { read, submit } from "./api.js";
import { call } from "./calls/call.js";
import { config, may } from "./config.js";
import { startCovered } from "./covered.js";
import { el, say, setText } from "./dom.js";
import { isOnShift } from "./shift.js";
import { bind, isTyping } from "./shortcuts.js";
import { play } from "./sound.js";
import { _, n_ } from "./words.js";

const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "wheel"];
const SEEN = `seen ${config.person.id}`;
const WARNED_FOR = Math.min(60, config.lock_after / 2);
const ASK_EVERY = 5000;
const QUIET_FOR = 5;
const COUNT_EVERY = 10000;
let lastSeen = Date.now();
let askAgainAt = Date.now() + 1000 * config.ask_again_in;
let countAt = 0;

/** Lock after some quiet minutes, on Ctrl+L, and whenever the server says the session is locked. */
export function startLock() {
  SIGNS_OF_LIFE.forEach((name) => document.addEventListener(name, alive, { passive: true }));
  document.addEventListener("keydown", keyPressed, { capture: true });
  setInterval(lockWhenQuiet, 1000);
  setInterval(askAgain, 1000);
  setInterval(askOfShift, ASK_EVERY);
  bind({ lock });
  document.querySelector("[data-lock]").addEventListener("click", lock);
  document.addEventListener("locked", cover);
  el("lock").addEventListener("cancel", (event) => event.preventDefault());
  el("unlock").addEventListener("submit", unlock);
  el("unlocked-read").addEventListener("click", () => { el("unlocked").hidden = true; });
  startCovered();
}

function alive() {
  lastSeen = Date.now();
  if (isWarning()) warn(Infinity);
}

const isWarning = () => el("lock-soon").matches(":popover-open");

// Whoever presses any key to keep the desk open must not send a unit by it. A call that rings is answered.
function keyPressed(event) {
  const wasWarning = isWarning();
  alive();
  if (!wasWarning || call.isRinging || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// Work in one window keeps the person's other windows open, too.
function lockWhenQuiet() {
  const elsewhere = Number(localStorage.getItem(SEEN)) || 0;
  if (lastSeen > elsewhere) localStorage.setItem(SEEN, String(lastSeen));
  const left = config.lock_after - (Date.now() - Math.max(lastSeen, elsewhere)) / 1000;
  warn(left);
  if (left <= 0) lock();
}

// Hours after the password was given the server locks this session, and says so when it is asked:
// a minute before, for the notice, and once nobody types. Whoever is on a call it leaves alone.
async function askAgain() {
  const left = (askAgainAt - Date.now()) / 1000;
  const isQuiet = Date.now() - lastSeen > 1000 * QUIET_FOR;
  const isReason = el("ask-soon").hidden ? left <= WARNED_FOR : left <= 0 && isQuiet;
  if (!isReason || call.row || el("lock").open || Date.now() < countAt) return;
  countAt = Date.now() + COUNT_EVERY;
  const answer = await read(config.urls.unlock).catch(() => null); // The board says by itself that it is stale.
  if (!answer) return;
  askAgainAt = Date.now() + 1000 * answer.ask_again_in;
  el("ask-soon").hidden = answer.ask_again_in > WARNED_FOR;
  if (answer.locked) cover();
}

function warn(left) {
  const soon = left > 0 && left <= WARNED_FOR && !el("lock").open;
  if (!soon) return isWarning() && el("lock-soon").hidePopover();
  setText(el("lock-soon-left"), n_(Math.ceil(left), "{n} second left.", "{n} seconds left."));
  if (isWarning()) return;
  el("lock-soon").showPopover();
  setText(el("lock-soon-words"), may("duty_hold") && isOnShift() ? _("This screen is about to lock. A minute later your shift would end, as soon as somebody else can have what is yours.") : _("This screen is about to lock."));
  play("notice");
}

async function lock() {
  if (el("lock").open) return;
  cover();
  await submit(config.urls.lock).catch((refusal) => say(said(), refusal.message));
  askOfShift();
}

function cover() {
  warn(Infinity);
  if (el("lock").open) return;
  say(el("lock-shift"), "");
  el("lock").showModal();
  el("unlock-password").focus();
  askOfShift();
}

/** Say on the lock how the shift of its person stands; nobody finds out later. */
async function askOfShift() {
  if (!el("lock").open) return;
  const answer = await read(config.urls.unlock).catch(() => null); // The board says by itself that it is stale.
  if (answer && answer.shift !== el("lock-shift").textContent) say(el("lock-shift"), answer.shift);
}

const said = () => el("unlock").querySelector(".said[role=alert]");

async function unlock(event) {
  event.preventDefault();
  const password = el("unlock-password");
  try {
    const answer = await submit(config.urls.unlock, { password: password.value });
    el("lock").close();
    lastSeen = Date.now();
    askAgainAt = lastSeen + 1000 * config.ask_again_after;
    el("ask-soon").hidden = true;
    say(said(), "");
    tell(answer?.said);
    document.dispatchEvent(new CustomEvent("unlocked"));
  } catch (refusal) {
    say(said(), refusal.message);
    password.focus();
  }
  password.value = "";
}

function tell(words) {
  if (!words) return;
  setText(el("unlocked-words"), words);
  el("unlocked").hidden = false;
}
