import type { RankedItem } from '#src/domain/hit';
import type { QueryPlan } from '#src/domain/query';
import { bm25f } from '#src/ranking/bm25f';
import { reasons } from '#src/ranking/explain';
import { fuse, type Signal } from '#src/ranking/fuse';
import { excludedRows, membership } from '#src/ranking/membership';
import { WEIGHTS } from '#src/ranking/weights';
import type { Candidates, LegColumn } from './candidates.ts';

/** Similarity from which an item belongs while a generation is too young to have been calibrated. */
const UNCALIBRATED = 0.35;

export interface Ranking {
  /** Rows of the candidates that belong to the result, best first; ties by id. */
  readonly order: readonly number[];
  /** Whether items beyond a leg's depth may belong too. */
  readonly cut: boolean;
  readonly notices: readonly string[];
  /** A row as a hit shows it: score and reasons. */
  readonly place: (row: number) => RankedItem;
}

/** Scores every candidate and leaves out those that do not belong, unless the cut-off is off. */
export function score(
  candidates: Candidates,
  plan: QueryPlan,
  thresholds: Readonly<Record<string, number>>,
  cutoff: boolean,
): Ranking {
  const { ids } = candidates.features;
  const weights = WEIGHTS[plan.class];
  const signals = signalsOf(candidates, plan).map((signal) => ({ ...signal, weight: weights[signal.name] ?? 0 }));
  const fused = fuse(signals, ids.length);
  const belongs = cutoff ? membersOf(candidates, plan, thresholds) : new Uint8Array(ids.length).fill(1);
  const excluded = excludedRows(plan.lexical, candidates.features);
  const wanted = [...ids.keys()].filter((row) => excluded[row] === 0);
  const order = wanted.filter((row) => belongs[row] === 1);
  order.sort((a, b) => fused.scores[b]! - fused.scores[a]! || (ids[a]! < ids[b]! ? -1 : 1));
  const left = wanted.length - order.length;
  return {
    order,
    cut: candidates.legs.some((leg) => leg.cut && reachesBeyond(leg, thresholds, cutoff)),
    notices: left > 0 ? [`${left} weak candidates left out (cutoff=off shows them)`] : [],
    place: (row) => ({ id: ids[row]!, score: fused.scores[row]!, why: reasons(fused, row) }),
  };
}

/** The legs' own scores, but for the lexical leg: its retrieval score differs between stores, so BM25F takes its place. */
function signalsOf({ legs, features, statistics }: Candidates, plan: QueryPlan): Omit<Signal, 'weight'>[] {
  return legs.map(({ signal, raw }) => ({
    name: signal,
    raw: signal === 'lexical' ? bm25f(plan.lexical, features, statistics) : raw,
  }));
}

/** The members by words, by an identifier of the query, or by nearness in some space. */
function membersOf(
  { legs, features, statistics }: Candidates,
  plan: QueryPlan,
  thresholds: Readonly<Record<string, number>>,
): Uint8Array {
  const spaces = legs
    .filter(({ signal }) => signal !== 'lexical')
    .map(({ signal, space, raw }) => ({
      raw,
      threshold: space === undefined ? 0 : (thresholds[space] ?? UNCALIBRATED),
      partial: signal === 'text',
    }));
  return membership(plan, features, statistics, spaces);
}

/** A leg that was cut matters when what it did not return may belong. */
function reachesBeyond(
  { space, last }: LegColumn,
  thresholds: Readonly<Record<string, number>>,
  cutoff: boolean,
): boolean {
  return !cutoff || space === undefined || last >= (thresholds[space] ?? UNCALIBRATED);
}
