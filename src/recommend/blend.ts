import type { RankedItem, Reason } from '#src/domain/hit';

/** How much of a blended list each of its lists decides. */
const BLEND = 0.5;

/**
 * Two ranked lists as one: each item has the sum of its scores, divided by the best of their list, half and half. Whatever
 * else an item carries (what to tell of it) comes from the list that gave it more.
 */
export function blend<Ranked extends RankedItem>(first: readonly Ranked[], second: readonly Ranked[]): Ranked[] {
  const merged = new Map<string, Ranked>();
  for (const list of [first, second]) {
    const best = list[0]?.score ?? 0;
    if (!(best > 0)) continue;
    for (const one of list) {
      const factor = BLEND / best;
      const before = merged.get(one.id);
      const given = one.score * factor;
      const told = before && before.score >= given ? before : one;
      const why = [...(before?.why ?? []), ...one.why.map((reason) => scaled(reason, factor))];
      merged.set(one.id, { ...told, score: (before?.score ?? 0) + given, why });
    }
  }
  return [...merged.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function scaled(reason: Reason, factor: number): Reason {
  return { ...reason, weight: reason.weight * factor, contribution: reason.contribution * factor };
}
