import type { RankedItem, Reason } from '#src/domain/hit';

/** How much of a blended list each of its lists decides. */
export const BLEND = 0.5;

/** Two ranked lists as one: each item has the sum of its scores, divided by the best of their list, half and half. */
export function blend(first: readonly RankedItem[], second: readonly RankedItem[]): RankedItem[] {
  const merged = new Map<string, RankedItem>();
  for (const list of [first, second]) {
    const best = list[0]?.score ?? 0;
    if (!(best > 0)) continue;
    for (const { id, score, why } of list) {
      const factor = BLEND / best;
      const before = merged.get(id);
      const reasons = [...(before?.why ?? []), ...why.map((reason) => scaled(reason, factor))];
      merged.set(id, { id, score: (before?.score ?? 0) + score * factor, why: reasons });
    }
  }
  return [...merged.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function scaled(reason: Reason, factor: number): Reason {
  return { ...reason, weight: reason.weight * factor, contribution: reason.contribution * factor };
}
