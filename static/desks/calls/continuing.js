// A call goes on with what another incident began: one button beside that one links the two.

import { order } from "../api.js";
import { h } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const KIND = "CONTINUATION";

/** The button beside an open incident, while this call has one of its own; or that they are linked. */
export function continuing(each) {
  if (!call.incident || each.slug === call.incident.slug) return null;
  const made = (call.incident.links ?? []).find((link) => link.slug === each.slug && !link.unlinked_at);
  if (made) return h("p", { class: "strong" }, _("Linked: {words}", { words: made.words }));
  if (each.status === "CLOSED") return null;
  const said = h("span", { class: "said refused", role: "alert" });
  const button = h("button", { type: "button" }, _("This call continues it"), h("span", { class: "unseen" }, ` CAD ${each.reference}`));
  button.addEventListener("click", () => link(each, button, said));
  return h("p", { class: "acts" }, button, said);
}

async function link(each, button, said) {
  const { slug } = call.incident;
  button.disabled = true;
  said.textContent = "";
  try {
    await order(`/api/v1/incidents/${slug}/links/`, { kind: KIND, to: each.slug });
    if (call.incident?.slug === slug) await call.follow(slug);
  } catch (refusal) {
    said.textContent = refusal.message;
    button.disabled = false;
  }
}
