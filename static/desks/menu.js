// The person menu: theme, and closing when the hand goes elsewhere.

import { el } from "./dom.js";

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
}

function nextTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme};path=/;max-age=${YEAR};samesite=strict`;
}
