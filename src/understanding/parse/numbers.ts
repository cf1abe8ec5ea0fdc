/** A number as shoppers write it: `1,299.99`, `1.299,99`, `1299`, `.5`. Folded text; no sign. */
export const NUMBER = String.raw`(?:\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,4})?|\.\d+)(?![\d])`;

/**
 * The value of a text that `NUMBER` matches. A separator before exactly three digits separates thousands, unless there is
 * a lone dot in a measure (`1.125 in`), which `decimalPoint` says.
 */
export function readNumber(text: string, { decimalPoint = false } = {}): number {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return Number(text.replaceAll("'", ''));
  const fraction = text.slice(last + 1);
  const separators = text.match(/[.,']/gu)!;
  const isThousands =
    fraction.length === 3 &&
    last > 0 &&
    !(decimalPoint && separators.length === 1 && text[last] === '.') &&
    separators.every((sign) => sign === text[last] || sign === "'");
  if (isThousands) return Number(text.replace(/[.,']/gu, ''));
  return Number(`${text.slice(0, last).replace(/[.,']/gu, '')}.${fraction}`);
}
