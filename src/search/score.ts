import type { RankedItem } from '#src/domain/hit';
import type { QueryPlan } from '#src/domain/query';
import type { CandidateFeatures } from '#src/ports/features';
import { adjust } from '#src/ranking/adjust';
import { reasons } from '#src/ranking/explain';
import { type Fused, fuse, type Signal } from '#src/ranking/fuse';
import { lessen, POPULARITY_DISCOUNT } from '#src/ranking/lessen';
import { excludedRows, MEMBER, membership } from '#src/ranking/membership';
import { unavailability } from '#src/ranking/signals/availability';
import type { SignalWeights } from '#src/ranking/weights';
import { passMask } from './arrange.ts';
import type { Candidates } from './candidates.ts';
import { signalsOf, type Thresholds, thresholdOf } from './signals.ts';

export interface Ranking {
  /** Rows of the candidates that belong to the result, best first; ties by id. */
  readonly order: readonly number[];
  /** Whether items beyond a leg's depth may belong too. */
  readonly cut: boolean;
  readonly notices: readonly string[];
  /** A row as a hit shows it: score and reasons. */
  readonly place: (row: number) => RankedItem;
}

/**
 * A row with this share of the score at this place is clearly meant; sorted by price, what matches by halves would come
 * first. Not of the best score, which an identifier may have.
 */
const STRONG = { share: 0.5, place: 10 } as const;

export interface ScoreOptions {
  /** Whether candidates that do not belong are left out. */
  readonly cutoff: boolean;
  /** Whether something else than the score will order them: then only those that are clearly meant are kept. */
  readonly sorted: boolean;
  /** Signals of what shoppers do. */
  readonly behaviour: readonly Signal[];
  /** Of the class of the query. */
  readonly weights: SignalWeights;
  /** What the most popular candidate loses of its score, 0..1; 0 without it. */
  readonly popularityDiscount?: number;
}

/** Scores every candidate and leaves out those that do not belong, unless the cut-off is off. */
export function score(
  candidates: Candidates,
  plan: QueryPlan,
  thresholds: Thresholds,
  { cutoff, sorted, behaviour, weights, popularityDiscount = 0 }: ScoreOptions,
): Ranking {
  const { features, legs } = candidates;
  const { ids } = features;
  const adjusted = adjust(
    fuse(signalsOf(candidates, plan, thresholds, { behaviour, weights }), ids.length),
    plan.adjustments ?? [],
    plan.lexical,
    features,
    (filter) => passMask(filter, features),
  );
  const fused = lessened(adjusted, features, { availability: weights.availability ?? 0, popularityDiscount });
  const excluded = excludedRows(plan.lexical, features);
  const wanted = [...ids.keys()].filter((row) => excluded[row] === 0);
  wanted.sort((a, b) => fused.scores[b]! - fused.scores[a]! || (ids[a]! < ids[b]! ? -1 : 1));
  const members = cutoff ? membersOf(candidates, plan, thresholds) : undefined;
  const belonging = members ? wanted.filter((row) => members[row] !== MEMBER.not) : wanted;
  const order =
    sorted && members ? clearlyMeant(belonging, plan.class === 'words' ? members : undefined, fused.scores) : belonging;
  return {
    order,
    cut: legs.some(
      (leg) => leg.cut && (!cutoff || leg.space === undefined || leg.last >= thresholdOf(leg, thresholds)),
    ),
    notices: leftOut(wanted.length - belonging.length, belonging.length - order.length),
    place: placeOf(ids, fused, foundBy(legs)),
  };
}

/** Less for what cannot be had, and as wished for what everybody wants. */
function lessened(
  fused: Fused,
  features: CandidateFeatures,
  { availability, popularityDiscount }: { readonly availability: number; readonly popularityDiscount: number },
): Fused {
  const popularity = fused.signals.find(({ name }) => name === 'popularity');
  const shared = popularity
    ? lessen(fused, { name: POPULARITY_DISCOUNT, share: popularity.values, weight: popularityDiscount })
    : fused;
  if (availability === 0) return shared;
  return lessen(shared, { name: 'availability', share: unavailability(features), weight: availability });
}

/** Those that have the words, or where none has, those whose score is not far below the best ones'. */
function clearlyMeant(
  rows: readonly number[],
  members: Uint8Array | undefined,
  scores: Float64Array,
): readonly number[] {
  const byWords = rows.filter((row) => members?.[row] === MEMBER.byWords);
  if (byWords.length > 0) return byWords;
  const good = scores[rows[Math.min(rows.length, STRONG.place) - 1] ?? -1] ?? 0;
  return rows.filter((row) => scores[row]! >= good * STRONG.share);
}

function leftOut(weak: number, unclear: number): string[] {
  return [
    ...(weak > 0 ? [`${weak} weak candidates left out (cutoff=off shows them)`] : []),
    ...(unclear > 0 ? [`${unclear} similar items left out of the sorted list (cutoff=off shows them)`] : []),
  ];
}

/** A function of its own, so that a kept list does not keep everything that it was made from. */
function placeOf(ids: readonly string[], fused: Fused, legsOf: LegsOf): (row: number) => RankedItem {
  return (row) => ({ id: ids[row]!, score: fused.scores[row]!, why: reasons(fused, row), legs: legsOf(row) });
}

type LegsOf = (row: number) => readonly string[];

function foundBy(legs: Candidates['legs']): LegsOf {
  const columns = legs.map(({ signal, found }) => ({ signal, found }));
  return (row) => [...new Set(columns.filter(({ found }) => found[row] === 1).map(({ signal }) => signal))];
}

/** How the candidates belong: by words, by an identifier of the query, or by nearness in some space. */
function membersOf({ legs, features, statistics }: Candidates, plan: QueryPlan, thresholds: Thresholds): Uint8Array {
  const spaces = legs
    .filter(({ signal }) => signal !== 'lexical' && signal !== 'likely-titles' && signal !== 'history')
    .map((leg) => ({ raw: leg.raw, threshold: thresholdOf(leg, thresholds), partial: leg.signal === 'text' }));
  const members = membership(plan, features, statistics, spaces);
  const identified = legs.find(({ signal }) => signal === 'identifier')?.raw;
  if (!identified) return members;
  return members.map((how, row) => (identified[row] === 1 ? MEMBER.byWords : how));
}
