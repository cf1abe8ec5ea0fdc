/** How alike two places of a list are, 0 (nothing in common) to 1 (the same). Symmetric. */
export type Likeness = (one: number, other: number) => number;

export interface DiversifyOptions {
  /** How much likeness to the items before counts against relevance, 0 (not at all) to 1 (nothing else). */
  readonly diversity: number;
  /** So many of the first places stay as they are. */
  readonly fixed: number;
}

/**
 * The places of a list, `relevance` falling along it, by maximal marginal relevance (Carbonell & Goldstein, "The Use of
 * MMR", SIGIR 1998): always next comes the one with the greatest
 *
 *     (1 − diversity) · relevance − diversity · greatest likeness to one that came before
 *
 * where relevance is brought to 0..1 over the list. Ties stay in order, so with a diversity of 0 nothing moves. Asks for
 * the likeness of every pair once at most.
 */
export function diversify(
  relevance: Float64Array,
  likeness: Likeness,
  { diversity, fixed }: DiversifyOptions,
): Uint32Array {
  const size = relevance.length;
  const order = Uint32Array.from({ length: size }, (_, place) => place);
  if (diversity === 0 || size < 3) return order;
  const worth = unitScale(relevance.subarray(fixed));
  // By place, the greatest likeness to any item that has its place already.
  const alike = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    if (at >= fixed)
      moveTo(
        order,
        at,
        bestFrom(order, at, (place) => marginal(worth[place - fixed]!, alike[place]!, diversity)),
      );
    const chosen = order[at]!;
    for (let next = at + 1; next < size; next++) {
      const place = order[next]!;
      alike[place] = Math.max(alike[place]!, likeness(chosen, place));
    }
  }
  return order;
}

function marginal(relevance: number, alike: number, diversity: number): number {
  return (1 - diversity) * relevance - diversity * alike;
}

/** Falling values brought to 0..1; all 1 where they are equal. */
function unitScale(falling: Float64Array): Float64Array {
  const least = falling.at(-1) ?? 0;
  const range = falling[0]! - least;
  return falling.map((value) => (range > 0 ? (value - least) / range : 1));
}

/** Where in `order`, from `start` on, the place with the greatest value is; of equal ones the first. */
function bestFrom(order: Uint32Array, start: number, worthOf: (place: number) => number): number {
  let best = start;
  let most = worthOf(order[start]!);
  for (let at = start + 1; at < order.length; at++) {
    const value = worthOf(order[at]!);
    if (value > most) [best, most] = [at, value];
  }
  return best;
}

/** Brings the entry at `from` forward to `to`; those between follow in their order. */
function moveTo(order: Uint32Array, to: number, from: number): void {
  const moved = order[from]!;
  order.copyWithin(to + 1, to, from);
  order[to] = moved;
}
