// Who may be the same person, with the reasons: a machine proposes, somebody says so or not.

import { order } from "../api.js";
import { h } from "../dom.js";
import { stamp } from "../times.js";
import { now } from "../board.js";
import { _ } from "../words.js";

/** Return what was said of the people of a call, and who else they may be; `again` reads anew. */
export function people(known, again) {
  return known.map((who) => h(
    "section", { class: "people" },
    who.same_as.length ? same(who) : null,
    who.links.map((link) => said(_("Same person"), link, again)),
    who.proposals.length ? h("h3", {}, _("Perhaps the same person as {who}", { who: who.label })) : null,
    who.proposals.map((each) => proposal(who, each, again)),
    who.apart.map((link) => said(_("Not the same person"), link, again)),
  ));
}

const same = (who) => h(
  "div", {},
  h("h3", {}, _("One person, as somebody has said")),
  who.is_both_sides ? h("p", { class: "said refused" }, _("A suspect in one incident and a victim in another.")) : null,
  who.links.length === 1 ? null : h("p", { class: "wrap-anywhere" }, [who.label, ...who.same_as].join(" = ")),
);

function proposal(who, each, again) {
  const told = { one: who.key, other: each.key, called: who.called };
  const say = (verdict) => () => order("/api/v1/identities/", { ...told, verdict });
  return h(
    "div", { class: "known-item" },
    h("p", { class: "strong wrap-anywhere" }, each.label),
    h("p", { class: "muted wrap-anywhere" }, each.reasons.join(" · ")),
    h("p", { class: "acts" }, button(_("Same person"), say("SAME"), again), button(_("Not the same person"), say("NOT_SAME"), again)),
  );
}

const said = (words, link, again) => h(
  "div", { class: "known-item" },
  h("p", { class: "wrap-anywhere" }, h("span", { class: "strong" }, `${words}: `), link.ends.join(" = ")),
  h("p", { class: "muted wrap-anywhere" }, [link.by, ...link.reasons, link.why].filter(Boolean).join(" · "), " ", stamp(link.at, now())),
  h("p", { class: "acts" }, button(_("Take it back"), () => order(`/api/v1/identities/${link.id}/undo/`), again)),
);

function button(text, act, again) {
  const made = h("button", { type: "button" }, text);
  made.addEventListener("click", async () => {
    made.disabled = true;
    try {
      await act();
      await again();
    } catch (refusal) {
      made.disabled = false;
      made.parentElement.after(h("p", { class: "said refused", role: "alert" }, refusal.message));
    }
  });
  return made;
}
