// The locked screen: it lies over the desk, keeps what was typed, and still tells of alarms.

import { submit } from "./api.js";
import { config } from "./config.js";
import { startCovered } from "./covered.js";
import { el, say } from "./dom.js";
import { bind } from "./shortcuts.js";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel"];
const SEEN = `seen ${config.person.id}`;
let lastSeen = Date.now();

/** Lock after some quiet minutes, on Ctrl+L, and whenever the server says the session is locked. */
export function startLock() {
  SIGNS_OF_LIFE.forEach((name) => document.addEventListener(name, () => { lastSeen = Date.now(); }, { passive: true }));
  setInterval(lockWhenQuiet, 5000);
  bind({ lock });
  document.querySelector("[data-lock]").addEventListener("click", lock);
  document.addEventListener("locked", cover);
  el("lock").addEventListener("cancel", (event) => event.preventDefault());
  el("unlock").addEventListener("submit", unlock);
  startCovered();
}

// Work in one window keeps the person's other windows open, too.
function lockWhenQuiet() {
  const elsewhere = Number(localStorage.getItem(SEEN)) || 0;
  if (lastSeen > elsewhere) localStorage.setItem(SEEN, String(lastSeen));
  if (Date.now() - Math.max(lastSeen, elsewhere) > config.lock_after * 1000) lock();
}

async function lock() {
  if (el("lock").open) return;
  cover();
  await submit(config.urls.lock).catch((refusal) => say(said(), refusal.message));
}

function cover() {
  if (el("lock").open) return;
  el("lock").showModal();
  el("unlock-password").focus();
}

const said = () => el("unlock").querySelector(".said");

async function unlock(event) {
  event.preventDefault();
  const password = el("unlock-password");
  try {
    await submit(config.urls.unlock, { password: password.value });
    el("lock").close();
    lastSeen = Date.now();
    say(said(), "");
    document.dispatchEvent(new CustomEvent("unlocked"));
  } catch (refusal) {
    say(said(), refusal.message);
    password.focus();
  }
  password.value = "";
}
