// Dialogs: leaving them loses no word, and no order is given twice by a second press.

import { el } from "./dom.js";

/** Let a dialog's "Leave it" button close it. */
export function closing(id) {
  el(id).querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => leave(el(id))));
}

// The browser gives the focus back to where it was, but after a click not the caret: without it, what
// is typed there goes nowhere.
function leave(dialog) {
  dialog.close();
  const box = document.activeElement;
  box.blur();
  box.focus({ preventScroll: true });
}

/** Open a dialog for a subject. What was typed for the same one before it was left is still there. */
export function openFor(id, subject) {
  const dialog = el(id);
  if (dialog.dataset.subject !== String(subject)) dialog.querySelector("form").reset();
  dialog.dataset.subject = subject;
  open(dialog);
}

/**
 * Show a dialog with the hand where it goes on: at its first field, else at its first button, else
 * at the order itself; never at the way out. A key that opened it and is held down orders nothing.
 */
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  dialog.addEventListener("keydown", notWhileHeld);
  const controls = [...dialog.querySelectorAll(".box-body :is(input, select, textarea), .box-body button, .box-foot button")];
  controls.find((each) => each.checkVisibility() && !each.disabled)?.focus();
}

/** Close a dialog whose order was carried out: its words are stored now. */
export function done(id) {
  delete el(id).dataset.subject;
  el(id).querySelector("form").reset();
  el(id).close();
}

function notWhileHeld(event) {
  if (event.repeat && event.key === "Enter" && event.target.tagName !== "TEXTAREA") event.preventDefault();
}

/**
 * A deed that is not begun again while it runs: the second click of two does nothing. `about` says
 * what it is done to; the same deed to something else does not wait. It returns what the deed does.
 */
export function once(deed, about = () => "") {
  const running = new Set();
  return async (...given) => {
    const subject = about(...given);
    if (running.has(subject)) return undefined;
    running.add(subject);
    try {
      return await deed(...given);
    } finally {
      running.delete(subject);
    }
  };
}
