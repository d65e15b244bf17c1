// Telephone numbers as people here read them.

const SHAPES = [[/^0(7\d{3})(\d{6})$/, "0$1 $2"], [/^0(2\d)(\d{4})(\d{4})$/, "0$1 $2 $3"], [/^0(1\d1|11\d)(\d{3})(\d{4})$/, "0$1 $2 $3"], [/^0(\d{4})(\d{5,6})$/, "0$1 $2"]];

/** 07700 900123 for +447700900123; a number from elsewhere stays as it came. */
export function readable(number) {
  if (!number?.startsWith("+44")) return number || "";
  const here = `0${number.slice(3)}`;
  const shape = SHAPES.find(([pattern]) => pattern.test(here));
  return shape ? here.replace(...shape) : here;
}
