/** Reproducible chance: the same key gives the same draws, on any machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A number in [from, to). */
  between(from: number, to: number): number;
  /** A whole number in [from, to]. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<Value>(values: readonly Value[]): Value;
  /** One of a list, in proportion to its weight; weights are not negative and not all 0. */
  weighted<Value>(values: readonly Value[], weight: (value: Value) => number): Value;
  /** Up to `count` different ones, in random order. */
  sample<Value>(values: readonly Value[], count: number): Value[];
  /** About normal: mean 0, deviation 1, within ±6. */
  normal(): number;
}

export function createRandom(key: string): Random {
  let state = hash(key);
  /** Weyl sequence with a multiply-xorshift finish (the mulberry32 construction, public domain): period 2^32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: (values) => values[whole(0, values.length - 1)]!,
    weighted: (values, weight) => pickWeighted(values, weight, next()),
    sample: (values, count) => shuffled(values, whole).slice(0, count),
    normal: () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6),
  };
}

function pickWeighted<Value>(values: readonly Value[], weight: (value: Value) => number, chance: number): Value {
  const weights = values.map(weight);
  let left = chance * weights.reduce((sum, one) => sum + one, 0);
  const index = weights.findIndex((one) => {
    left -= one;
    return left < 0;
  });
  return values[index < 0 ? values.length - 1 : index]!;
}

function shuffled<Value>(values: readonly Value[], whole: (from: number, to: number) => number): Value[] {
  const copy = [...values];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = whole(0, i);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

/** FNV-1a, 32 bits, over the UTF-16 units of the key. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) value = Math.imul(value ^ key.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
