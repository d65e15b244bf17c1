// "My number is flagged": one button looks, records what is true, and shows the sentence to read out.

import { order } from "../api.js";
import { el, h } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";

/** Let the button work while there is a call, and show what its caller was told. */
export function startFlagged() {
  call.addEventListener("changed", another);
  call.addEventListener("moved", draw);
  el("flagged").addEventListener("click", check);
}

/** Show what the caller was told already: it is part of what is known. */
export function wasTold(check) {
  if (check) show(check, call.id);
}

function another() {
  el("flagged-said").replaceChildren();
  el("flagged-number").value = "";
  el("flagged-other").open = false;
  draw();
}

function draw() {
  el("flagged-part").hidden = !call.row || call.isRinging;
}

async function check() {
  const { id } = call;
  const number = el("flagged-number").value.trim();
  el("flagged").disabled = true;
  try {
    show(await order(`/api/v1/contacts/${id}/marker-checks/`, { number }), id);
    // It is on the log of the incident: what is ordered of that next is ordered of it as it is now.
    if (id === call.id && call.incident) await call.follow(call.incident.slug);
  } catch (refusal) {
    if (id === call.id) refused(refusal);
  } finally {
    el("flagged").disabled = false;
  }
}

// Without a number that can be looked for, the one that is flagged has to be asked for.
function refused(refusal) {
  el("flagged-said").replaceChildren(h("p", { class: "said refused", role: "alert" }, refusal.message));
  el("flagged-other").open = true;
  el("flagged-number").focus();
}

function show(check, id) {
  if (id !== call.id) return;
  const parts = [
    h("p", { class: "muted" }, _("Recorded. Make sure who is speaking, then read out:")),
    h("p", { class: "strong read-out" }, `“${check.sentence}”`),
  ];
  if (check.answered_at) parts.push(h("p", {}, _("A supervisor has answered: {answer}", { answer: check.answer })));
  else if (check.asked_at) parts.push(h("p", { class: "muted" }, _("A supervisor was asked for a marker.")));
  else if (check.found !== "LIVE") parts.push(asking(check, id));
  el("flagged-said").replaceChildren(...parts);
}

function asking(check, id) {
  const button = h("button", { type: "button" }, _("Ask a supervisor for a marker"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      show(await order(`/api/v1/marker-checks/${check.id}/ask/`), id);
    } catch (refusal) {
      button.disabled = false;
      if (id === call.id) button.after(h("p", { class: "said refused", role: "alert" }, refusal.message));
    }
  });
  return button;
}
