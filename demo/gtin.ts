/**
 * A GTIN-13 out of twelve digits: the thirteenth makes the sum of the digits, weighted 1, 3, 1, 3, … from the left,
 * a multiple of ten (GS1 General Specifications, check digit calculation).
 */
export function completeGtin(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}
