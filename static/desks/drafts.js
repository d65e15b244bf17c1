// What was typed and is not yet stored, kept in this browser until it is.

import { config } from "./config.js";

const OURS = `draft ${config.person.id} `;

/** Keep a draft. */
export const keepDraft = (name, data) => localStorage.setItem(OURS + name, JSON.stringify(data));

/** Return a kept draft, or null. */
export function draft(name) {
  const kept = localStorage.getItem(OURS + name);
  return kept ? JSON.parse(kept) : null;
}

/** Forget a draft: it is stored on the server now. */
export const forgetDraft = (name) => localStorage.removeItem(OURS + name);

/** Forget what this person typed here: all of it when they sign out, else what `isOver(name)`. */
export function forgetDrafts(isOver = () => true) {
  const ours = Object.keys(localStorage).filter((key) => key.startsWith(OURS));
  ours.filter((key) => isOver(key.slice(OURS.length))).forEach((key) => localStorage.removeItem(key));
}
