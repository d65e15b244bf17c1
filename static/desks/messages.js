// What the other desk has to tell about an incident: on top until somebody here has read it.

import { order } from "./api.js";
import { board, now, onRows, rows } from "./board.js";
import { config, may } from "./config.js";
import { once } from "./dialogs.js";
import { el, h, keep, say, setText } from "./dom.js";
import { chip } from "./grades.js";
import { announce } from "./pulse.js";
import { bind } from "./shortcuts.js";
import { play } from "./sound.js";
import { lasting, since } from "./times.js";
import { _ } from "./words.js";

const READERS = { CALLS: "call_handler", DISPATCH: "dispatcher" };
const AT_ONCE = 3;
const refusals = new Map();
let heard = null;

/** Show the messages for this desk, and let one key say that the first was read. */
export function startMessages() {
  onRows(draw);
  setInterval(ages, 500);
  bind({ "read-message": () => read(mine()[0]) });
}

/** Send what stands in the log's line to the other desk; false when it was refused, in words. */
export async function sendMessage(slug, to) {
  const text = el("log-text").value.trim();
  if (!text) {
    say(el("log-said"), _("Write the message first, then send it."));
    el("log-text").focus();
    return false;
  }
  try {
    await order(`/api/v1/incidents/${slug}/messages/`, { to, text });
    say(el("log-said"), "");
    announce(_("The message is sent."));
    return true;
  } catch (refusal) {
    say(el("log-said"), refusal.message);
    return false;
  }
}

/** The messages that this person is to read, the oldest first. */
function mine() {
  const every = rows("incident").flatMap((incident) => incident.messages.map((message) => ({ ...message, incident })));
  return every.filter(isForMe).sort((one, other) => one.id - other.id);
}

function isForMe({ to, for_id: person, by_id: sender }) {
  const { id, roles } = config.person;
  if (sender === id) return false;
  if (to === "CALLS" && !person) return roles.includes("supervisor");
  return person ? person === id : roles.includes(READERS[to]);
}

function draw() {
  const messages = mine();
  const more = messages.length - AT_ONCE;
  keep(el("messages"), [...messages.slice(0, AT_ONCE), ...(more > 0 ? [{ id: "more", more }] : [])], {
    key: (message) => message.id,
    signature: (message) => (message.more ?? `${message === messages[0]} ${refusals.get(message.id) || ""} ${message.incident.grade}`),
    make: (message) => (message.more ? h("p", { class: "alert-more" }, _("and {n} more, oldest first", { n: message.more })) : line(message, message === messages[0])),
  });
  tellNew(messages);
  ages();
}

const line = (message, first) => h(
  "div", { class: "message" },
  h("span", { class: "strong" }, message.to === "CALLS" ? _("From dispatch") : _("From call handling")),
  chip(message.incident.grade),
  h("a", { class: "mono strong", href: config.urls.incident.replace("SLUG", message.incident.slug), target: "_blank", rel: "noopener" }, `CAD ${message.incident.reference}`),
  h("span", { class: "grow wrap-anywhere" }, message.text),
  h("time", { dataset: { sent: message.at } }),
  may("incident_log") ? h("button", { type: "button", onclick: () => read(message) }, first ? h("kbd", {}, "Y") : null, _("Read")) : null,
  refusals.has(message.id) ? h("p", { class: "said refused", role: "alert" }, refusals.get(message.id)) : null,
);

function read(message) {
  if (!message) return false;
  acknowledge(message);
  return true;
}

const acknowledge = once(async (message) => {
  try {
    await order(`/api/v1/messages/${message.id}/acknowledge/`);
    refusals.delete(message.id);
  } catch (refusal) {
    refusals.set(message.id, refusal.message);
    draw();
  }
}, (message) => message.id);

// What is there when the desk opens is announced as well: it was sent and is not read.
function tellNew(messages) {
  const fresh = messages.filter((message) => !heard?.has(message.id));
  heard = new Set(messages.map((message) => message.id));
  if (!fresh.length || board.status !== "live") return;
  announce(_("Message about CAD {reference}: {text}", { reference: fresh[0].incident.reference, text: fresh[0].text }));
  play("notice");
}

function ages() {
  const moment = now();
  document.querySelectorAll("#messages [data-sent]").forEach((each) => setText(each, lasting(since(each.dataset.sent, moment))));
}
