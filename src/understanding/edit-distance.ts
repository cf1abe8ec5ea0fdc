/** Rows of letter keys, with the offset of each row in keys; QWERTZ differs in y and z alone. */
const KEYBOARD: readonly (readonly [string, number])[] = [
  ['qwertyuiop', 0],
  ['asdfghjkl', 0.25],
  ['zxcvbnm', 0.75],
];
/** Two keys whose middles are this near, in keys, are hit for one another. */
const NEAR = 1.3;

const PLACES = new Map(
  KEYBOARD.flatMap(([row, offset], y) => [...row].map((letter, x) => [letter, { x: x + offset, y }] as const)),
);

/**
 * What typing errors count, in errors: a letter doubled or not, two swapped, a neighbouring key and a vowel for another
 * are likelier than any other letter. All 1 is the plain distance.
 */
export interface TypingCosts {
  readonly doubled: number;
  readonly swapped: number;
  readonly neighbour: number;
  readonly vowel: number;
}

const PLAIN_COSTS: TypingCosts = { doubled: 1, swapped: 1, neighbour: 1, vowel: 1 };

/**
 * Least cost of the letters left out, put in, changed or swapped with their neighbour that make one word of the other
 * (Damerau 1964, each place touched once), or more than `most` as soon as it is more.
 */
export function editDistance(a: string, b: string, most: number, costs: TypingCosts = PLAIN_COSTS): number {
  const least = Math.min(1, costs.doubled);
  if (Math.abs(a.length - b.length) * least > most) return most + 1;
  let [before, row, next] = [
    new Float64Array(b.length + 1),
    new Float64Array(b.length + 1),
    new Float64Array(b.length + 1),
  ];
  for (let j = 1; j <= b.length; j++) row[j] = row[j - 1]! + inserted(b, j, costs);
  for (let i = 1; i <= a.length; i++) {
    const insertion = inserted(a, i, costs);
    let best = row[0]! + insertion;
    next[0] = best;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j]! + insertion, next[j - 1]! + inserted(b, j, costs));
      cost = Math.min(cost, row[j - 1]! + changed(a[i - 1]!, b[j - 1]!, costs));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + costs.swapped);
      next[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return row[b.length]!;
}

/** What the letter before place `at` costs when the other word has none there. */
function inserted(word: string, at: number, { doubled }: TypingCosts): number {
  return at > 1 && word[at - 1] === word[at - 2] ? doubled : 1;
}

function changed(a: string, b: string, { neighbour, vowel }: TypingCosts): number {
  if (a === b) return 0;
  if (neighbour === 1 && vowel === 1) return 1;
  const isVowel = VOWELS.includes(a) && VOWELS.includes(b);
  return Math.min(isNear(a, b) ? neighbour : 1, isVowel ? vowel : 1);
}

const VOWELS = 'aeiouy';

function isNear(a: string, b: string): boolean {
  const [one, other] = [PLACES.get(a), PLACES.get(b)];
  return one !== undefined && other !== undefined && Math.hypot(one.x - other.x, one.y - other.y) < NEAR;
}
