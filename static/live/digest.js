/*
 * The digest of a set of rows: how many, and the sum of ((id * 1000003 + version) mod 2147483647).
 *
 * The server computes the same from its image of the database (core/live/digests.py). Taking the
 * id modulo first keeps every product below 2^53, where a Number is exact.
 */

const FACTOR = 1000003;
const MODULUS = 2147483647;

/** The weight of one row in the sum. */
export function weight(id, version) {
  return ((id % MODULUS) * FACTOR + version) % MODULUS;
}

/** The digests of these rows: {"incident:AS": [count, sum], ...}. */
export function digests(rows) {
  const found = {};
  for (const row of rows) {
    const key = `${row.kind}:${row.scope}`;
    const entry = (found[key] ??= [0, 0]);
    entry[0] += 1;
    entry[1] += weight(row.id, row.version);
  }
  return found;
}

/** The keys on which two sets of digests disagree; an absent key means no rows. */
export function disagreements(ours, theirs) {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].filter((key) => !same(ours[key] ?? [0, 0], theirs[key] ?? [0, 0]));
}

function same(one, other) {
  return one[0] === other[0] && one[1] === other[1];
}
