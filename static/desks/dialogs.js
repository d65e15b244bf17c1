// Dialogs: the button that leaves them without doing anything.

import { el } from "./dom.js";

/** Let a dialog's "Leave it" button close it. */
export function closing(id) {
  el(id).querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => el(id).close()));
}
