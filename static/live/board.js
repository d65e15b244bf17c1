/*
 * A live board in the browser.
 *
 *   import { openBoard } from "/static/live/board.js";
 *   const board = openBoard("dispatch");               // calls | dispatch | supervisor
 *
 *   board.addEventListener("rows", (e) => ...)         // something on the board changed:
 *       e.detail = {rows, gone, alarm, whole}            //   rows: new or newer rows (whole rows)
 *                                                      //   gone: rows that left this board
 *                                                      //   alarm: they came with an alarm (one
 *                                                      //   missed is still in the alert rows)
 *                                                      //   whole: from a snapshot, not from news
 *   board.addEventListener("beat", (e) => ...)         // every second while the server lives
 *       e.detail = {at, clocksAge, figures}
 *   board.addEventListener("status", (e) => ...)       // e.detail = {status, reason}
 *
 *   board.status            "connecting" | "live" | "stale" | "signed-out"
 *   board.reason            why it is stale: "" | "silent" (no beat for 5 s) | "unproven" (our
 *                           rows disagree with the server's digest and fetching did not mend it)
 *   board.rows(kind)        the rows of a kind, unsorted      board.row(kind, id)   one or undefined
 *   board.rowsIn(figure, kind = "incident")                   the rows a figure counts
 *   board.figures(scope)    {lost: 0, waiting: 2} as the database says, "ALL" is the whole force
 *   board.scopes            the scopes this person hears
 *   board.clocksAge         seconds since the clocks were last swept, counted on; null = never
 *   board.provenAt          Date when these rows were last known to be right (server time), or null
 *   board.now()             Date: the moment it is for the contact centre (server, virtual) time
 *   board.secondsUntil(iso) seconds of the contact centre until a moment; negative when past
 *   board.speed             how many of its seconds pass in one real second
 *   board.close()           stop;  board.reopen()  start again, for instance after signing in
 *
 * The socket says the whole board first, then news of it. While stale the board keeps its rows,
 * tries to connect, and polls the snapshot over HTTP every 2 seconds, so that "rows" events go on. Signed out, it stops. To show a tile that always equals its list use
 * rowsIn(...).length; figures(scope) also covers kinds of rows this board does not hold.
 */

import { disagreements } from "./digest.js";
import { Fetcher, SignedOut } from "./fetcher.js";
import { LiveSocket, SIGNED_OUT } from "./socket.js";
import { Store } from "./store.js";
import { ServerTime } from "./time.js";

const SILENT_AFTER_MS = 5000;
const HUNG_AFTER_MS = 15000;
const POLL_EVERY_MS = 2000;
const LOOK_EVERY_MS = 500;
const UNPROVEN_AFTER = 3;

/** Open a board by its name. */
export function openBoard(name) {
  return new Board(name);
}

export class Board extends EventTarget {
  status = "connecting";
  reason = "";
  scopes = [];
  provenAt = null;
  #store = new Store();
  #time = new ServerTime();
  #figures = {};
  #clocks = { age: null, seenAt: 0 };
  #socket;
  #fetcher;
  #looking = null;
  #meanwhile = [];
  #heardAt = 0;
  #polledAt = 0;
  #doubts = 0;
  #restarts = 0;
  #snapshots = 0;

  constructor(name) {
    super();
    const { protocol, host } = location;
    this.name = name;
    this.#fetcher = new Fetcher(`${protocol}//${host}/api/v1/boards/${name}/`);
    this.#socket = new LiveSocket(`${protocol.replace("http", "ws")}//${host}/ws/boards/${name}/`);
    this.#socket.addEventListener("message", (event) => this.#hear(event.detail));
    this.#socket.addEventListener("closed", (event) => this.#closed(event.detail));
    globalThis.addEventListener?.("pagehide", () => this.close());
    globalThis.addEventListener?.("pageshow", (event) => event.persisted && this.reopen());
    this.reopen();
  }

  rows(kind) {
    return this.#store.rows(kind);
  }

  row(kind, id) {
    return this.#store.row(kind, id);
  }

  rowsIn(figure, kind = "incident") {
    return this.#store.rows(kind).filter((row) => row.figures?.includes(figure));
  }

  figures(scope = "ALL") {
    return this.#figures[scope] ?? {};
  }

  get clocksAge() {
    const { age, seenAt } = this.#clocks;
    return age === null ? null : age + (performance.now() - seenAt) / 1000;
  }

  now() {
    return new Date(this.#time.ms());
  }

  secondsUntil(iso) {
    return (Date.parse(iso) - this.#time.ms()) / 1000;
  }

  get speed() {
    return this.#time.speed;
  }

  close() {
    clearInterval(this.#looking);
    this.#looking = null;
    this.#socket.stop();
  }

  reopen() {
    this.close();
    this.#heardAt = this.#polledAt = performance.now();
    this.#doubts = this.#restarts = 0;
    this.#become("connecting");
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#socket.connect();
  }

  #hear(message) {
    if (message.type === "snapshot") this.#start(message);
    if (message.type === "news") this.#news(message);
    if (message.type === "beat") this.#beat(message);
  }

  // News that arrives while a snapshot is being polled is shown at once, and applied again to
  // that snapshot, which may be older than it.
  #news(message) {
    if (this.#fetcher.isRunning) this.#meanwhile.push(message);
    this.#tell(this.#store.learn(message), { alarm: Boolean(message.alarm), whole: false });
  }

  #beat(message) {
    this.#heardAt = performance.now();
    this.#learnFacts(message.at, message);
    this.#prove(message.digests);
    this.#say("beat", { at: message.at, clocksAge: message.clocks_age, figures: message.figures });
  }

  // A snapshot can be ahead of the first beat after it, so one disagreement is only a doubt.
  // Two are a loss, and the way to mend it is the way to start: a new socket and its snapshot.
  #prove(theirs) {
    if (disagreements(this.#store.digests(), theirs).length === 0) {
      this.#doubts = this.#restarts = 0;
      this.provenAt = this.now();
      this.#become("live");
      return;
    }
    this.#doubts += 1;
    if (this.#doubts < 2) return;
    this.#doubts = 0;
    this.#restarts += 1;
    if (this.#restarts >= UNPROVEN_AFTER) this.#become("stale", "unproven");
    else this.#socket.connect();
  }

  // A poll that a socket's snapshot has overtaken is older than what is shown: it is dropped.
  async #poll() {
    const before = this.#snapshots;
    this.#polledAt = performance.now();
    this.#meanwhile = [];
    try {
      const snapshot = await this.#fetcher.fetch();
      if (snapshot && this.#looking && before === this.#snapshots) this.#start(snapshot);
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
      this.#signedOut();
    }
  }

  #start(snapshot) {
    this.#snapshots += 1;
    this.#doubts = 0;
    this.scopes = snapshot.scopes;
    this.#learnFacts(snapshot.now, snapshot);
    const changes = this.#store.replace(snapshot.rows);
    const news = this.#meanwhile.map((message) => this.#store.learn(message));
    this.#meanwhile = [];
    this.provenAt = this.now();
    if (this.status === "connecting" && this.#socket.isOpen) this.#become("live");
    this.#tell(changes, { alarm: false, whole: true });
    for (const later of news) this.#tell(later, { alarm: false, whole: false });
  }

  #learnFacts(at, { speed = 1, clocks_age: age = null, figures = {} }) {
    this.#time.learn(at, speed);
    this.#clocks = { age, seenAt: performance.now() };
    this.#figures = figures;
  }

  #look() {
    const silence = performance.now() - this.#heardAt;
    if (silence > SILENT_AFTER_MS) this.#become("stale", "silent");
    if (silence > HUNG_AFTER_MS && this.#socket.isOpen) this.#restart();
    const isDue = performance.now() - this.#polledAt >= POLL_EVERY_MS;
    if (this.status === "stale" && isDue && !this.#fetcher.isRunning) this.#poll();
  }

  // Open, yet silent for long: a connection that only one end believes in.
  #restart() {
    this.#heardAt = performance.now() - SILENT_AFTER_MS;
    this.#socket.connect();
  }

  #closed(code) {
    if (code === SIGNED_OUT) this.#signedOut();
    else if (this.status === "connecting" && !this.#fetcher.isRunning) this.#poll();
  }

  #signedOut() {
    this.close();
    this.#become("signed-out");
  }

  #become(status, reason = "") {
    if (this.status === status && this.reason === reason) return;
    this.status = status;
    this.reason = reason;
    this.#say("status", { status, reason });
  }

  #tell(changes, how) {
    if (changes.rows.length || changes.gone.length || how.whole || how.alarm) {
      this.#say("rows", { ...changes, ...how });
    }
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
