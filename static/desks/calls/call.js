// The one call this handler has: which it is, what is known of it, and its incident.

import { read } from "../api.js";
import { onRows, rows } from "../board.js";
import { config } from "../config.js";
import { draft } from "../drafts.js";

const MINE = ["LIVE", "ENDED", "ABANDONED", "OFFERED"];

/** Events: "changed" (another call, or none), "moved" (same call, news), "incident" (opened or changed), "suggested". */
class Call extends EventTarget {
  row = null;
  detail = null;
  incident = null;
  /** The form as far as the incident has it; null while there is none. */
  sent = null;

  get id() {
    return this.row?.id ?? null;
  }

  get isRinging() {
    return this.row?.state === "OFFERED";
  }

  get isLive() {
    return this.row?.state === "LIVE";
  }

  get draftName() {
    return `contact ${this.id}`;
  }

  say(name) {
    this.dispatchEvent(new Event(name));
  }

  async take(row) {
    const isOther = row?.id !== this.row?.id;
    this.row = row;
    if (isOther) {
      this.detail = this.incident = this.sent = null;
      this.say("changed");
    } else this.say("moved");
    if (row) await this.look();
  }

  async look() {
    const { id } = this;
    const detail = await read(`/api/v1/contacts/${id}/`);
    if (id !== this.id) return;
    this.detail = detail;
    this.say("moved");
    if (!this.incident) await this.findIncident();
  }

  /** After a reload: the incident that was opened from this call. */
  async findIncident() {
    const { id } = this;
    let slug = draft(this.draftName)?.slug;
    if (!slug && !this.isRinging) {
      const found = await read(`/api/v1/incidents/?contact=${id}`);
      slug = found.results[0]?.slug;
    }
    if (slug && id === this.id) await this.follow(slug);
  }

  /** Hear the rows of this handler's incidents; the call's own is read again when it moved on. */
  async heard(incidents) {
    const row = incidents.find((each) => each.slug === this.incident?.slug);
    if (row && row.version !== this.incident.version) await this.follow(row.slug).catch(callRefused);
  }

  /** Read the incident again; its log is on screen. */
  async follow(slug) {
    const { id } = this;
    const incident = await read(`/api/v1/incidents/${slug}/`);
    if (id !== this.id) return;
    this.incident = incident;
    this.say("incident");
  }
}

export const call = new Call();

/** Keep `call` the one this handler has. */
export function startCall() {
  onRows(() => {
    const row = mine();
    if (!row && !call.row) return;
    if (row?.id === call.id && row.version === call.row.version) return;
    call.take(row).catch(callRefused);
  });
}

/** Say on the strip that something of the call could not be read. */
export const callRefused = (refusal) => call.dispatchEvent(new CustomEvent("refused", { detail: refusal.message }));

function mine() {
  const own = rows("contact", (row) => MINE.indexOf(row.state)).filter((row) => row.handler_id === config.person.id);
  return own.find((row) => MINE.includes(row.state)) ?? null;
}
