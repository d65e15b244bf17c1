// The ground: distances, and which borough a point is in. Pure; points are {lat, lon} in degrees.

import { _ } from "../words.js";

const EARTH = 6371008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

/** Test whether somebody knows where this is. */
export const isPlaced = (row) => Number.isFinite(row?.lat) && Number.isFinite(row?.lon);

/** Metres as the crow flies between two points; null when either is not known. */
export function metres(one, other) {
  if (!isPlaced(one) || !isPlaced(other)) return null;
  const [north, east] = [radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2];
  const square = Math.sin(north) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(east) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** 340 m · 2.4 km · 12 km; nothing when it is not known */
export function distanceWords(far) {
  if (far === null) return "";
  if (far < 1000) return _("{n} m", { n: Math.round(far / 10) * 10 });
  return _("{n} km", { n: far < 10_000 ? (far / 1000).toFixed(1) : Math.round(far / 1000) });
}

/** 51.4607, −0.1163: about ten metres */
export const degrees = ({ lat, lon }) => `${lat.toFixed(4)}, ${lon.toFixed(4)}`.replaceAll("-", "−");

/** The name of the outline a point lies in, or "". Outlines are GeoJSON features with an id. */
export function boroughAt(outlines, point) {
  if (!isPlaced(point)) return "";
  return outlines.find((outline) => shapes(outline).some((shape) => isInside(shape, point)))?.id ?? "";
}

const shapes = ({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

// Inside the outer ring and in none of its holes.
const isInside = ([outer, ...holes], point) => crosses(outer, point) && !holes.some((hole) => crosses(hole, point));

/** Test whether a line from the point to the east crosses the ring an odd number of times. */
function crosses(ring, { lat, lon }) {
  let odd = false;
  ring.forEach(([x, y], at) => {
    const [beforeX, beforeY] = ring[(at || ring.length) - 1];
    if (y > lat !== beforeY > lat && lon < ((beforeX - x) * (lat - y)) / (beforeY - y) + x) odd = !odd;
  });
  return odd;
}

/** The south-west and north-east corners around points: [[lat, lon], [lat, lon]], or null. */
export function around(points) {
  if (!points.length) return null;
  const [lats, lons] = [points.map((each) => each.lat), points.map((each) => each.lon)];
  return [[Math.min(...lats), Math.min(...lons)], [Math.max(...lats), Math.max(...lons)]];
}
