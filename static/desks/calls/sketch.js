// The drawing of the small map: Leaflet, the boroughs' outlines, rings and names. No tiles, no orders.

import * as leaflet from "/static/vendor/leaflet/leaflet.js";
import { h } from "../dom.js";

const CLOSEST = 15;
const RING = { interactive: false };

export class Sketch {
  #map;
  #things;

  /** Draw an empty map. */
  constructor(container) {
    this.#map = leaflet.map(container, {
      attributionControl: false, scrollWheelZoom: false, dragging: !leaflet.Browser.mobile, zoomSnap: 0.25, minZoom: 8, maxZoom: 17,
      zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false,
    });
    this.#things = leaflet.layerGroup().addTo(this.#map);
    this.#map.setView([51.5, -0.12], 10);
    new ResizeObserver(() => this.#map.invalidateSize({ animate: false, pan: false })).observe(container);
  }

  /** Draw the boroughs, with their names. */
  ground(outlines) {
    this.#map.createPane("names");
    const shapes = leaflet.geoJSON(outlines, { interactive: false, style: { className: "borough own" } });
    shapes.addTo(this.#map).eachLayer((shape) => {
      const html = h("span", { class: "borough-name", "aria-hidden": "true" }, shape.feature.id);
      this.#name(shape.getCenter(), html, { pane: "names" }).addTo(this.#map);
    });
    shapes.bringToBack();
  }

  /** Draw everything anew: positions best first, free units, and the place if it is another. */
  draw({ fixes, units, place }) {
    this.#things.clearLayers();
    [...fixes].reverse().forEach((fix) => this.#ring(fix));
    units.forEach((unit) => this.#add(unit, h("span", { class: "mark unit-mark free" }, h("i", { class: "shape" }), " ", h("span", { class: "mark-text" }, unit.callsign))));
    if (place) this.#add(place, this.#spot("◆", place));
    if (fixes.length) this.#add(fixes[0], this.#spot("◎", fixes[0]));
  }

  #spot(sign, { lines, isStale }) {
    return h("span", { class: `mark fix-mark${isStale ? " old" : ""}` }, sign, ...lines.map((line) => h("span", { class: "mark-note" }, line)));
  }

  #ring({ lat, lon, radius_m: radius, isStale }) {
    if (radius) this.#things.addLayer(leaflet.circle([lat, lon], { ...RING, radius, className: `fix-ring${isStale ? " old" : ""}` }));
  }

  #add({ lat, lon }, html) {
    this.#things.addLayer(this.#name([lat, lon], html));
  }

  #name(at, html, options = {}) {
    const icon = leaflet.divIcon({ html, className: "mark-at", iconSize: [0, 0] });
    return leaflet.marker(at, { icon, interactive: false, keyboard: false, ...options });
  }

  /** Show all of these points, and the whole ring of each position. */
  fit(points, fixes) {
    this.#map.invalidateSize({ animate: false, pan: false });
    const bounds = leaflet.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
    fixes.forEach(({ lat, lon, radius_m: radius }) => bounds.extend(leaflet.latLng(lat, lon).toBounds(2 * (radius || 1))));
    this.#map.fitBounds(bounds, { padding: [44, 30], maxZoom: CLOSEST, animate: false });
  }
}
