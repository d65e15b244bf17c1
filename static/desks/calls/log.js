// The log of the incident opened from this call: newest first, append only.

import { order } from "../api.js";
import { once } from "../dialogs.js";
import { el, say, setText } from "../dom.js";
import { fillLog } from "../logs.js";
import { sendMessage } from "../messages.js";
import { _ } from "../words.js";
import { call } from "./call.js";

/** Show the log and write on it. */
export function startLog() {
  call.addEventListener("changed", draw);
  call.addEventListener("incident", draw);
  call.addEventListener("changed", () => { el("log-text").value = ""; });
  el("log-form").addEventListener("submit", (event) => event.preventDefault());
  el("log-form").addEventListener("submit", once(add));
  el("message-send").addEventListener("click", once(send));
}

function draw() {
  const { incident } = call;
  el("log").hidden = !incident;
  if (!incident) return;
  setText(el("log-title"), _("Log of CAD {reference}", { reference: incident.reference }));
  fillLog(el("log-entries"), incident.log);
}

async function send() {
  if (!(await sendMessage(call.incident.slug, "DISPATCH"))) return;
  el("log-text").value = "";
  await call.follow(call.incident.slug);
}

async function add() {
  const input = el("log-text");
  if (!input.value.trim()) return say(el("log-said"), _("Write what happened first."));
  try {
    await order(`/api/v1/incidents/${call.incident.slug}/log/`, { text: input.value.trim() });
    input.value = "";
    say(el("log-said"), "");
    await call.follow(call.incident.slug);
  } catch (refusal) {
    say(el("log-said"), refusal.message);
  }
}
