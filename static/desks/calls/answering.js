// What the caller is told before the call ends: shown to be read out, and kept with one key.

import { order } from "../api.js";
import { config } from "../config.js";
import { once } from "../dialogs.js";
import { el, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { call, callRefused } from "./call.js";

/** Show the sentence, and keep that it was read out. */
export function startAnswering() {
  call.addEventListener("changed", draw);
  call.addEventListener("incident", draw);
  const keep = once(readOut);
  el("read-out").addEventListener("click", keep);
  bind({ "read-out": () => (el("to-read").hidden || isTold() ? false : (keep(), true)) });
}

/** Whether this caller has heard what will happen as it stands now. */
export const isTold = () => Boolean(call.incident?.to_read?.read_to.includes(call.id));

function draw() {
  const said = call.incident?.to_read;
  el("to-read").hidden = !said;
  say(el("read-out-said"), "");
  if (!said) return;
  setText(el("to-read-words"), said.words);
  el("read-out").hidden = isTold();
  setText(el("read-out-done"), isTold() ? _("Read out; it is on the log word for word.") : "");
  el("rcrp").hidden = call.incident.grade !== "R";
  el("rcrp").href = config.urls.incident_rcrp.replace("SLUG", call.incident.slug);
}

async function readOut() {
  const { slug, to_read: said } = call.incident;
  let refused = "";
  try {
    await order(`/api/v1/incidents/${slug}/answers/`, { words: said.words });
  } catch (refusal) {
    refused = refusal.message;
  }
  await call.follow(slug).catch(callRefused);
  say(el("read-out-said"), refused);
}
