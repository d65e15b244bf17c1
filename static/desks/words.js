// One door for every word the scripts show, so that a second language has one place to come in.

/** Return the text with {names} filled in. */
export function _(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Return one or the other by number: n_(2, "{n} unit", "{n} units"). */
export function n_(n, one, many) {
  return _(n === 1 ? one : many, { n });
}
