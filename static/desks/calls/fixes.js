// What is said of a caller's position: from where, how exact, how sure, how old. Pure.

import { lasting, since } from "../times.js";
import { _ } from "../words.js";

/** From this age on somebody who walks is elsewhere. */
export const STALE = 300;

/** Seconds since the network or the handset measured it. */
export const ageOf = (fix, now) => since(fix.fixed_at || fix.received_at, now);

/** Test whether a position is too old to send anybody to without asking. */
export const isStale = (fix, now) => ageOf(fix, now) > STALE;

/** ±18 m */
export const radiusWords = (fix) => (fix.radius_m === null ? _("radius not known") : _("±{radius} m", { radius: Math.round(fix.radius_m) }));

/** 9 s ago; a stale one says so. */
export const ageWords = (fix, now) => _("{age} ago", { age: lasting(ageOf(fix, now)) }) + (isStale(fix, now) ? _(" STALE") : "");

/** ◎ Caller's position: Handset (AML) ±18 m, 68 % sure, 9 s ago */
export function fixWords(fix, now) {
  const sure = fix.confidence === null ? "" : _("{confidence} % sure", fix);
  const how = [radiusWords(fix), sure, ageWords(fix, now)].filter(Boolean).join(", ");
  return _("◎ Caller's position: {source} {how}", { source: fix.source_label, how });
}
