import type { LegOutcome, LegSignal } from './retrieve.ts';

/** What one leg knows of the candidates. */
export interface LegColumn {
  readonly signal: LegSignal;
  readonly space?: string;
  /** By candidate; NaN where nothing is known of it. */
  readonly raw: Float64Array;
  /** By candidate, 1 where the leg returned it. */
  readonly found: Uint8Array;
  /** Whether there may be items that the leg did not return, and the most that they can score. */
  readonly cut: boolean;
  readonly last: number;
}

/** Everything that any leg returned, once, and what each of them knows of it. */
export function legColumns(outcomes: readonly LegOutcome[]): {
  readonly ids: readonly string[];
  readonly legs: readonly LegColumn[];
} {
  const { ids, rows } = unite(outcomes.map(({ result }) => result.ids));
  return { ids, legs: outcomes.map((outcome, leg) => legColumn(outcome, rows[leg]!, ids.length)) };
}

/** All ids once, and for each of the lists the places of its ids there. */
function unite(lists: readonly (readonly string[])[]) {
  const places = new Map<string, number>();
  const rows = lists.map((list) => {
    const own = new Uint32Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const place = places.get(list[i]!) ?? places.size;
      if (place === places.size) places.set(list[i]!, place);
      own[i] = place;
    }
    return own;
  });
  return { ids: [...places.keys()], rows };
}

function legColumn({ signal, space, result }: LegOutcome, rows: Uint32Array, size: number): LegColumn {
  const raw = new Float64Array(size).fill(Number.NaN);
  const found = new Uint8Array(size);
  for (let i = 0; i < rows.length; i++) {
    raw[rows[i]!] = result.scores[i]!;
    found[rows[i]!] = 1;
  }
  const last = result.scores.at(-1) ?? (result.cut ? Infinity : 0);
  return { signal, ...(space !== undefined && { space }), raw, found, cut: result.cut, last };
}

/** Without the rows of items that were removed since a leg found them; `kept` are the others, in the same order. */
export function keepRows(
  legs: readonly LegColumn[],
  ids: readonly string[],
  kept: readonly string[],
): readonly LegColumn[] {
  if (kept.length === ids.length) return legs;
  const isKept = new Set(kept);
  const stays = (_: unknown, row: number) => isKept.has(ids[row]!);
  return legs.map((leg) => ({ ...leg, raw: leg.raw.filter(stays), found: leg.found.filter(stays) }));
}
