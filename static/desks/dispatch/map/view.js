// The map itself: Leaflet, the boroughs' outlines, and one mark for each row that has a place.
// No tiles: what is drawn came with the page or on the board.

import * as leaflet from "/static/vendor/leaflet/leaflet.js";
import { h } from "../../dom.js";
import { isAlike, isThere, speechless, stacked, towards } from "./marks.js";

const LONDON = [[51.28, -0.52], [51.7, 0.34]];
const EDGE = [36, 36];
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };
const ROW = 27;
// The names of few boroughs of one's own are always there, those of others only from near.
const FEW = 6;
const NAMES_FROM = 12;

export class MapView {
  outlines = [];
  #map;
  #still;
  #pick;
  #marks = new Map();
  #stop = null;
  #fitted = null;

  /** Draw an empty map; `pick` is told the key of a mark that somebody chooses. */
  constructor(container, { still, pick }) {
    this.#still = still;
    this.#pick = pick;
    this.#map = leaflet.map(container, {
      attributionControl: false, zoomSnap: 0.25, minZoom: 9, maxZoom: 17, keyboardPanDelta: 60,
      maxBounds: leaflet.latLngBounds(LONDON).pad(0.5),
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    this.#map.createPane("names");
    this.#map.on("movestart", () => { this.#fitted = null; });
    this.#map.on("zoomend", () => {
      container.classList.toggle("far", this.#map.getZoom() < NAMES_FROM);
      this.settle();
    });
    this.fit(LONDON);
  }

  /** Draw the boroughs; those named are this desk's own. */
  ground(outlines, own) {
    this.outlines = outlines;
    const className = ({ id }) => `borough${own.includes(id) ? " own" : ""}`;
    const shapes = leaflet.geoJSON(outlines, { interactive: false, style: (each) => ({ className: className(each) }) });
    shapes.addTo(this.#map).eachLayer((shape) => this.#nameOf(shape, own));
  }

  #nameOf(shape, own) {
    const { id } = shape.feature;
    const isNamed = own.length <= FEW && own.includes(id);
    const html = h("span", { class: `borough-name${isNamed ? " own" : ""}`, "aria-hidden": "true" }, id);
    const icon = leaflet.divIcon({ html, className: "mark-at", iconSize: [0, 0] });
    leaflet.marker(shape.getCenter(), { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.#map);
  }

  /** The corners around these boroughs, or null when none of them is drawn. */
  boundsOf(names) {
    const found = this.outlines.filter((each) => names.includes(each.id));
    const bounds = leaflet.geoJSON(found).getBounds();
    return bounds.isValid() ? bounds : null;
  }

  /** Show this part of the ground, until somebody looks elsewhere. */
  fit(bounds) {
    this.#fitted = null;
    this.#map.fitBounds(bounds, { paddingTopLeft: [8, 42], paddingBottomRight: [8, 8], animate: false });
    this.#fitted = bounds;
  }

  /** Measure again, after the pane got another size: what was fitted still fits. */
  measure() {
    this.#map.invalidateSize({ animate: false, pan: false });
    if (this.#fitted) this.fit(this.#fitted);
  }

  /** Draw one mark, or take it away; touches nothing else, and not even this when it is alike. */
  draw(key, mark) {
    const held = this.#marks.get(key);
    if (!mark) return this.#drop(key, held);
    if (!held) return this.#put(mark);
    if (!isThere(held.mark, mark)) held.marker.setLatLng([mark.lat, mark.lon]);
    if (!isAlike(held.mark, mark)) this.#dress(held, mark);
    held.mark = mark;
  }

  #put(mark) {
    const button = h("button", { type: "button", tabindex: "-1", dataset: { key: mark.key }, onclick: () => this.#pick(mark.key), onkeydown: (event) => this.#onKey(event, mark.key), onfocus: () => this.#onFocus(mark.key) });
    const icon = leaflet.divIcon({ html: button, className: "mark-at", iconSize: [0, 0] });
    const marker = leaflet.marker([mark.lat, mark.lon], { icon, interactive: false, keyboard: false });
    const held = { marker: marker.addTo(this.#map), button, mark };
    leaflet.DomEvent.disableClickPropagation(button);
    this.#marks.set(mark.key, held);
    this.#dress(held, mark);
  }

  #dress({ marker, button }, mark) {
    const chosen = `${mark.isChosen ? " chosen" : ""}${mark.isJoined ? " joined" : ""}`;
    const alarm = `${mark.isAlarm ? " alarm" : ""}${mark.isFlashing ? " flash" : ""}`;
    const silent = button.classList.contains("silent") ? " silent" : "";
    button.className = `mark ${mark.kind}-mark ${mark.shape ?? `grade-${mark.grade}`}${chosen}${alarm}${mark.isStale ? " old" : ""}${silent}`;
    button.setAttribute("aria-label", mark.name);
    button.title = mark.name;
    if (mark.isChosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    const shape = mark.kind === "unit" ? h("i", { class: "shape" }) : h("span", { class: "grade-mark" }, mark.text);
    const text = mark.kind === "unit" ? h("span", { class: "mark-text" }, mark.text) : null;
    const note = mark.note ? h("span", { class: "mark-note" }, mark.note) : null;
    button.replaceChildren(...[shape, text, note].filter(Boolean).flatMap((part) => [part, " "]));
    marker.setZIndexOffset(mark.layer * 1000);
  }

  #drop(key, held) {
    if (!held) return;
    if (held.button === document.activeElement) this.#map.getContainer().focus({ preventScroll: true });
    held.marker.remove();
    this.#marks.delete(key);
  }

  /** The keys of all marks that are drawn. */
  keys() {
    return [...this.#marks.keys()];
  }

  /** After marks were drawn: no words on words, and Tab stops somewhere. */
  settle() {
    const rows = stacked([...this.#marks.values()].map(({ mark }) => mark));
    for (const held of this.#marks.values()) this.#lower(held, rows.get(held.mark.key));
    const silent = speechless(this.#points());
    for (const [key, { button }] of this.#marks) {
      if (button.classList.contains("silent") !== silent.has(key)) button.classList.toggle("silent");
    }
    this.stopAt(this.#stop);
  }

  // Several at one place stand in a column, so that none is hidden.
  #lower(held, row) {
    if (held.row === row) return;
    held.row = row;
    held.button.style.marginBlockStart = `${row * ROW}px`;
  }

  #points() {
    return [...this.#marks.values()].map(({ mark, row = 0 }) => {
      const { x, y } = this.#map.latLngToLayerPoint([mark.lat, mark.lon]);
      return { mark, x, y: y + row * ROW };
    });
  }

  /** Let Tab stop at one mark; arrow keys go on from there. */
  stopAt(key) {
    const held = this.#marks.get(key) ?? this.#marks.get(this.#stop) ?? this.#marks.values().next().value;
    const before = this.#marks.get(this.#stop);
    if (!held || (before === held && held.button.tabIndex === 0)) return;
    if (before) before.button.tabIndex = -1;
    held.button.tabIndex = 0;
    this.#stop = held.mark.key;
  }

  /** Bring a mark into sight, moving the ground no more than needed. */
  show(key) {
    const held = this.#marks.get(key);
    if (held) this.#map.panInside(held.marker.getLatLng(), { padding: EDGE, animate: !this.#still });
  }

  #onFocus(key) {
    this.stopAt(key);
    this.show(key);
  }

  #onKey(event, key) {
    const direction = ARROWS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (ZOOMS[event.key]) this.#map.zoomIn(ZOOMS[event.key]);
    if (!direction) return;
    event.preventDefault();
    const points = this.#points();
    const next = towards(points, points.find(({ mark }) => mark.key === key), direction);
    if (next) this.#marks.get(next.key).button.focus({ preventScroll: true });
  }
}
