// The person menu: theme, signing out, and closing when the hand goes elsewhere.

import { submit } from "./api.js";
import { forgetDrafts } from "./drafts.js";
import { el, say } from "./dom.js";

const YEAR = 365 * 86400;

/** Make the person menu work. */
export function startMenu() {
  const menu = el("person-menu");
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.querySelector("[data-theme-next]").addEventListener("click", nextTheme);
  el("sign-out").addEventListener("submit", signOut);
}

// What was typed is forgotten only once the person is really gone: signing out can be refused.
async function signOut(event) {
  event.preventDefault();
  const form = el("sign-out");
  try {
    await submit(form.action);
    forgetDrafts();
    location.assign("/");
  } catch (refusal) {
    say(el("menu-said"), refusal.message);
    say(el("unlock").querySelector(".said[role=alert]"), refusal.message);
    el("person-menu").open = false;
  }
}

function nextTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme};path=/;max-age=${YEAR};samesite=strict`;
}
