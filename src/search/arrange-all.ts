import type { Arranging } from '#src/domain/arranging';
import type { Generation } from '#src/ports/generations';
import { columnValues, type Varied, vary } from '#src/ranking/vary';
import { type Arrangement, type ArrangeOptions, arrange } from './arrange.ts';
import type { Candidates } from './candidates.ts';
import type { Ranking } from './score.ts';

export interface Ranked {
  readonly candidates: Candidates;
  readonly ranking: Pick<Ranking, 'order' | 'place'>;
  readonly generation: Pick<Generation, 'vectors'>;
}

export interface FinalList extends Arrangement {
  /** Rows that stand elsewhere than their scores put them. */
  readonly moved: Varied<number>['moved'];
}

/**
 * Refines, groups, sorts and counts; then, unless a sort was asked for, makes the list diverse and keeps its caps, which
 * moves items within it and changes neither counts nor total. Items that an identifier names stay first.
 */
export async function arrangeAll(
  { candidates: { features, legs }, ranking, generation }: Ranked,
  options: ArrangeOptions & { readonly arranging: Arranging },
): Promise<FinalList> {
  const { rows, facets } = arrange(ranking.order, features, options);
  if (options.sort) return { rows, facets, moved: new Map() };
  const identified = legs.find(({ signal }) => signal === 'identifier')?.raw;
  const { list, moved } = await vary(rows, {
    arranging: options.arranging,
    idOf: (row) => features.ids[row]!,
    scoreOf: (row) => ranking.place(row).score,
    isFixed: (row) => identified?.[row] === 1,
    valuesOf: (field) => columnValues(features, field),
    vectors: (ids) => generation.vectors(ids),
  });
  return { rows: list, facets, moved };
}
