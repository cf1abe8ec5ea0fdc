import type { RankedItem } from '#src/domain/hit';
import type { QueryPlan } from '#src/domain/query';
import { adjust } from '#src/ranking/adjust';
import { reasons } from '#src/ranking/explain';
import { fuse } from '#src/ranking/fuse';
import { excludedRows, membership } from '#src/ranking/membership';
import { passMask } from './arrange.ts';
import type { Candidates } from './candidates.ts';
import { signalsOf, type Thresholds, thresholdOf } from './signals.ts';

export interface Ranking {
  /** Rows of the candidates that belong to the result, best first; ties by id. */
  readonly order: readonly number[];
  /** Whether items beyond a leg's depth may belong too. */
  readonly cut: boolean;
  readonly notices: readonly string[];
  /** Whether a row is among those that the words or the picture clearly mean. */
  readonly isStrong: (row: number) => boolean;
  /** A row as a hit shows it: score and reasons. */
  readonly place: (row: number) => RankedItem;
}

/**
 * A row with this share of the score at this place is clearly meant; by price alone, what matches by halves would come
 * first. Not of the best score, which an identifier may have.
 */
const STRONG = { share: 0.5, place: 10 } as const;

/** Scores every candidate and leaves out those that do not belong, unless the cut-off is off. */
export function score(candidates: Candidates, plan: QueryPlan, thresholds: Thresholds, cutoff: boolean): Ranking {
  const { ids } = candidates.features;
  const { features } = candidates;
  const fused = adjust(
    fuse(signalsOf(candidates, plan, thresholds), ids.length),
    plan.adjustments ?? [],
    plan.lexical,
    features,
    (filter) => passMask(filter, features),
  );
  const belongs = cutoff ? membersOf(candidates, plan, thresholds) : new Uint8Array(ids.length).fill(1);
  const excluded = excludedRows(plan.lexical, candidates.features);
  const wanted = [...ids.keys()].filter((row) => excluded[row] === 0);
  const order = wanted.filter((row) => belongs[row] === 1);
  order.sort((a, b) => fused.scores[b]! - fused.scores[a]! || (ids[a]! < ids[b]! ? -1 : 1));
  const left = wanted.length - order.length;
  const good = fused.scores[order[Math.min(order.length, STRONG.place) - 1] ?? -1] ?? 0;
  return {
    order,
    cut: candidates.legs.some(
      (leg) => leg.cut && (!cutoff || leg.space === undefined || leg.last >= thresholdOf(leg, thresholds)),
    ),
    notices: left > 0 ? [`${left} weak candidates left out (cutoff=off shows them)`] : [],
    isStrong: (row) => fused.scores[row]! >= good * STRONG.share,
    place: (row) => ({ id: ids[row]!, score: fused.scores[row]!, why: reasons(fused, row) }),
  };
}

/** The members by words, by an identifier of the query, or by nearness in some space. */
function membersOf({ legs, features, statistics }: Candidates, plan: QueryPlan, thresholds: Thresholds): Uint8Array {
  const spaces = legs
    .filter(({ signal }) => signal !== 'lexical' && signal !== 'likely-titles')
    .map((leg) => ({ raw: leg.raw, threshold: thresholdOf(leg, thresholds), partial: leg.signal === 'text' }));
  return membership(plan, features, statistics, spaces);
}
