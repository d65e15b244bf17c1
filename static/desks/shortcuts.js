// Keys. Which there are is said once, on the server (desks/shortcuts.py); here they are bound to deeds.

import { config } from "./config.js";
import { el } from "./dom.js";

const deeds = new Map();
const PATIENCE_MS = 3000;
// A box that is not shown yet, and what is being typed for it meanwhile.
let awaited = null;
let deafUntil = 0;
const SWITCH = "single-keys";

/** Bind deeds to shortcuts by name. A name the registry does not know is a mistake of ours. */
export function bind(named) {
  for (const [name, deed] of Object.entries(named)) {
    if (!config.shortcuts.some((each) => each.name === name)) throw new Error(`No shortcut ${name}`);
    deeds.set(name, deed);
  }
}

/** Listen to the keyboard, and let the person switch single keys off (WCAG 2.1.4). */
export function startShortcuts() {
  document.addEventListener("keydown", onKey);
  const help = el("shortcuts");
  bind({ help: () => help.open || help.showModal() });
  document.querySelectorAll("[data-open-shortcuts]").forEach((each) => each.addEventListener("click", () => help.showModal()));
  const button = document.querySelector("[data-single-keys]");
  button.addEventListener("click", () => {
    localStorage.setItem(SWITCH, singleKeys() ? "off" : "on");
    showSwitch(button);
  });
  showSwitch(button);
}

/** Give a box the keyboard as soon as it is there; until then letters are words for it, not orders. */
export function focusWhenShown(box) {
  awaited = { box, text: "", until: performance.now() + PATIENCE_MS };
  lookForBox();
}

/** Let letters order nothing for a moment: they are meant for a field that has just gone. */
export function hearNoLetters() {
  deafUntil = performance.now() + PATIENCE_MS;
}

const isLetter = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

function lookForBox() {
  if (!awaited) return;
  const { box, text, until } = awaited;
  if (box.checkVisibility()) {
    awaited = null;
    box.focus();
    if (!text) return;
    box.value += text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (performance.now() > until) awaited = null;
  else requestAnimationFrame(lookForBox);
}

function isForAwaited(event) {
  if (!awaited || !isLetter(event)) return false;
  awaited.text += event.key;
  return true;
}

const singleKeys = () => localStorage.getItem(SWITCH) !== "off";

function showSwitch(button) {
  button.setAttribute("aria-pressed", String(singleKeys()));
  button.querySelector("[data-state]").textContent = singleKeys() ? button.dataset.on : button.dataset.off;
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (isForAwaited(event)) return event.preventDefault();
  if (event.repeat || (isLetter(event) && performance.now() < deafUntil)) return;
  const found = config.shortcuts.find((each) => each.key === nameOf(event) && deeds.has(each.name) && mayNow(each, event));
  if (!found) return;
  if (deeds.get(found.name)(event) !== false) event.preventDefault();
}

/** The key as the registry writes it: "A", "Enter", "Ctrl+L", "F8". */
export function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return `${held}${event.altKey ? "Alt+" : ""}${key}`;
}

function mayNow(shortcut, event) {
  if (document.querySelector("dialog[open]") && !shortcut.anywhere) return shortcut.name === "lock";
  if (shortcut.typing) return true;
  return !isTyping(event.target) && singleKeys() && !usesKey(event);
}

/** Test whether what is pressed there is being typed. */
export function isTyping(target) {
  if (target.closest?.("[contenteditable='true']")) return true;
  if (target.tagName === "INPUT") return !["radio", "checkbox", "button", "submit"].includes(target.type);
  return ["TEXTAREA", "SELECT"].includes(target.tagName);
}

// Enter on a button or link is that button's own; the shortcut must not take it.
function usesKey(event) {
  return event.key === "Enter" && Boolean(event.target.closest?.("button, a[href], summary, input, [data-own-enter]"));
}
