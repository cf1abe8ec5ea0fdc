/** How two judges of the same pairs agree. */
export interface Agreement {
  readonly pairs: number;
  /** The part of the pairs with equal grades, 0..1. */
  readonly equal: number;
  /** Agreement beyond chance, at most 1; 0 is chance, NaN where both give everything one grade. */
  readonly kappa: number;
  /** The same, where a difference counts by its square. */
  readonly weightedKappa: number;
  /** Shape [own grade][other grade]: pairs; grades from 0 to the greatest that occurs. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Cohen's kappa of two judges' grades (whole numbers from 0), plain (Cohen 1960: κ = (p_o − p_e) / (1 − p_e)) and with
 * quadratic weights (Cohen 1968: κ_w = 1 − Σ v·p_o / Σ v·p_e, v = (i − j)²). Undefined without pairs.
 */
export function agreementOf(pairs: readonly (readonly [own: number, other: number])[]): Agreement | undefined {
  if (pairs.length === 0) return undefined;
  const size = Math.max(...pairs.map(([own, other]) => Math.max(own, other))) + 1;
  const confusion = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [own, other] of pairs) confusion[own]![other]!++;
  const n = pairs.length;
  const own = confusion.map((row) => row.reduce((sum, count) => sum + count, 0) / n);
  const others = own.map((_, j) => confusion.reduce((sum, row) => sum + row[j]!, 0) / n);
  const sumOver = (weigh: (i: number, j: number) => number, part: (i: number, j: number) => number): number =>
    own.reduce((sum, _, i) => sum + others.reduce((inner, __, j) => inner + weigh(i, j) * part(i, j), 0), 0);
  const observed = (i: number, j: number) => confusion[i]![j]! / n;
  const expected = (i: number, j: number) => own[i]! * others[j]!;
  const isEqual = (i: number, j: number) => Number(i === j);
  const squared = (i: number, j: number) => (i - j) ** 2;
  const equal = sumOver(isEqual, observed);
  const byChance = sumOver(isEqual, expected);
  return {
    pairs: n,
    equal,
    kappa: (equal - byChance) / (1 - byChance),
    weightedKappa: 1 - sumOver(squared, observed) / sumOver(squared, expected),
    confusion,
  };
}
