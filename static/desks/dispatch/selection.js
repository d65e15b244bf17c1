// Which incident is selected, what the server says of it beyond its row, and which unit is picked.

import { read } from "../api.js";
import { board, onRows, rows } from "../board.js";
import { el } from "../dom.js";
import { isTyping } from "../shortcuts.js";

class Selection extends EventTarget {
  slug = decodeURIComponent(location.hash.slice(1)) || null;
  unit = null;
  latest = "incident";
  detail = null;
  #version = null;

  /** The selected incident's row on the board, or undefined. */
  get row() {
    return this.slug ? rows("incident").find((row) => row.slug === this.slug) : undefined;
  }

  choose(slug) {
    if (slug === this.slug) return;
    this.slug = slug;
    this.latest = "incident";
    this.detail = null;
    this.#version = null;
    history.replaceState(null, "", slug ? `#${slug}` : location.pathname);
    this.say("chosen");
    this.look();
  }

  /** Point at a unit, on the map and in the lists alike; the incident stays selected. */
  pick(callsign) {
    this.unit = callsign;
    this.latest = "unit";
    this.say("picked");
  }

  say(name) {
    this.dispatchEvent(new Event(name));
  }

  /** Read the selected incident again when its row has moved on. */
  async look() {
    const { slug, row } = this;
    if (!row || row.version === this.#version) return;
    this.#version = row.version;
    try {
      const detail = await read(`/api/v1/incidents/${slug}/`);
      if (slug !== this.slug) return;
      this.detail = detail;
      this.say("read");
    } catch (refusal) {
      this.#version = null;
      this.dispatchEvent(new CustomEvent("refused", { detail: refusal.message }));
    }
  }
}

export const selection = new Selection();

/** Keep the selection true, and let alerts open their incident here, as soon as one is taken on. */
export function startSelection() {
  onRows(() => {
    if (selection.slug && !selection.row && board.status === "live") selection.say("chosen");
    selection.look();
  });
  document.addEventListener("open-subject", (event) => show(event.detail) && event.preventDefault());
  document.addEventListener("show-subject", (event) => isBusy() || show(event.detail));
  window.addEventListener("hashchange", () => selection.choose(decodeURIComponent(location.hash.slice(1)) || null));
}

// An open dialog and words not yet sent are about the incident that is chosen: it stays chosen.
const isBusy = () => document.querySelector("dialog[open]") || isTyping(document.activeElement) || [el("log-text"), el("command-line")].some((box) => box.value.trim());

/** Choose the incident that an alert is about; false when it is not on this board. */
function show({ subject, subject_id: id }) {
  if (subject === "unit" && board.row("unit", id)) selection.pick(board.row("unit", id).callsign);
  const slug = { incident: () => board.row("incident", id)?.slug, unit: () => board.row("unit", id)?.incident_slug }[subject]?.();
  if (slug) selection.choose(slug);
  return Boolean(slug) || subject === "unit";
}
