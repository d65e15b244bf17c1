// The command line: one key from anywhere, read on the server, answered in words.

import { submit } from "./api.js";
import { config } from "./config.js";
import { el, h } from "./dom.js";
import { bind } from "./shortcuts.js";

let cameFrom = null;
const past = [];
let at = 0;

/** Make `/` work. */
export function startCommand() {
  const form = el("command");
  const line = el("command-line");
  bind({ command: () => { cameFrom = document.activeElement; line.focus(); line.select(); } });
  form.addEventListener("submit", run);
  line.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key === "ArrowUp" || event.key === "ArrowDown") recall(event);
  });
}

async function run(event) {
  event.preventDefault();
  const line = el("command-line");
  const text = line.value.trim().replace(/^\//, "");
  if (!text) return leave();
  if (past.at(-1) !== text) past.push(text);
  at = past.length;
  try {
    answered(await submit(config.urls.command, { line: text }));
    line.value = "";
  } catch (refusal) {
    show([refusal.message], true);
    line.select();
  }
}

function answered(answer) {
  if (answer.help) return el("shortcuts").showModal();
  if (answer.go) return location.assign(answer.go);
  const found = (answer.found || []).map((each) => h("div", {}, h("a", { href: each.url }, each.text)));
  show([answer.said, ...found].filter(Boolean), false);
}

function show(parts, refused) {
  const box = el("command-answer");
  box.replaceChildren(...parts.map((part) => (typeof part === "string" ? h("p", { class: refused ? "said refused" : "strong" }, part) : part)));
  box.hidden = false;
}

function leave() {
  el("command-answer").hidden = true;
  el("command-line").value = "";
  (cameFrom?.isConnected ? cameFrom : el("main")).focus();
}

function recall(event) {
  if (!past.length) return;
  event.preventDefault();
  at = Math.min(past.length, Math.max(0, at + (event.key === "ArrowUp" ? -1 : 1)));
  el("command-line").value = past[at] ?? "";
}
