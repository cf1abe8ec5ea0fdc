import type { QueryPlan } from '#src/domain/query';
import { BM25F, bm25f } from '#src/ranking/bm25f';
import { coverage } from '#src/ranking/coverage';
import type { Signal } from '#src/ranking/fuse';
import { preferenceScores } from '#src/ranking/preference';
import { itemSignals } from '#src/ranking/signals/of-items';
import type { SignalWeights } from '#src/ranking/weights';
import { agreementSignals } from './agreement.ts';
import { passMask } from './arrange.ts';
import type { Candidates } from './candidates.ts';
import type { LegColumn } from './leg-columns.ts';

export type Thresholds = Readonly<Record<string, number>>;

/** Similarity from which an item belongs while a generation is too young to have been calibrated. */
const UNCALIBRATED = 0.35;

/**
 * What is left of a text space's weight when nothing in it is near the query: then its order is noise (the titles are
 * numbers, say), which min-max would blow up. It still orders what nothing else does.
 */
const FAR = 0.1;

/** From where a leg's item belongs by its score alone; an identifier always. */
export function thresholdOf({ space }: LegColumn, thresholds: Thresholds): number {
  return space === undefined ? 0 : (thresholds[space] ?? UNCALIBRATED);
}

/**
 * One signal for each leg. The lexical leg's own score differs between stores, so BM25F takes its place. No matching
 * word is 0 there, and so is a cosine of texts that have nothing to do with each other: what is unknown counts as that,
 * and so does a cosine below it, or the candidate that is farthest off would decide on the scores of all.
 */
export function signalsOf(
  { legs, features, statistics, tokens }: Candidates,
  plan: QueryPlan,
  thresholds: Thresholds,
  { weights, behaviour = [] }: { readonly weights: SignalWeights; readonly behaviour?: readonly Signal[] },
): Signal[] {
  const scored = legs.filter(({ signal }) => signal !== 'history');
  const ofLegs = scored.map((leg): Signal => {
    const { signal, raw } = leg;
    const weight = weights[signal] ?? 0;
    if (signal === 'lexical') return { name: signal, raw: bm25f(plan.lexical, features, statistics), weight, floor: 0 };
    if (signal === 'likely-titles') {
      return { name: signal, raw: bm25f(plan.likelyTitles!, features, statistics, BM25F, tokens), weight, floor: 0 };
    }
    if (signal !== 'text') return { name: signal, raw, weight };
    const isNear = raw.some((similarity) => similarity >= thresholdOf(leg, thresholds));
    return { name: signal, raw, weight: isNear ? weight : weight * FAR, floor: 0, least: 0 };
  });
  const part = telling(ofLegs);
  const others = [...behaviour, ...itemSignals(features, weights)].map((one) => ({
    ...one,
    weight: one.weight * part,
  }));
  const ofWords = wordSignals(plan, features, statistics, weights);
  const relevance = [...ofLegs, ...ofWords, ...preferenceSignals(plan, features, (weights.preference ?? 0) * part)];
  return [...relevance, ...agreementSignals(plan, features, relevance, (weights.agreement ?? 0) * part), ...others];
}

function preferenceSignals({ preferences }: QueryPlan, features: Candidates['features'], weight: number): Signal[] {
  if (!preferences?.length) return [];
  const raw = preferenceScores(preferences, features, (filter) => passMask(filter, features));
  return [{ name: 'preference', raw, weight, floor: 0 }];
}

/** How many of the words the candidates have, where that counts. */
function wordSignals(
  plan: QueryPlan,
  features: Candidates['features'],
  statistics: Candidates['statistics'],
  { coverage: weight = 0 }: SignalWeights,
): Signal[] {
  if (weight === 0 || plan.words.length === 0) return [];
  return [{ name: 'coverage', raw: coverage(plan, features, statistics), weight, floor: 0 }];
}

/**
 * The part of the legs' weight that tells something of the candidates, 0..1. Where no item has the words, a preference (or
 * popularity) with its full weight would outweigh what is left: on `hm` with nothing but pictures it cost .015 of nDCG@10.
 */
function telling(legs: readonly Signal[]): number {
  const counting = legs.filter(({ name }) => name !== 'identifier');
  const sum = (signals: readonly Signal[]) => signals.reduce((total, { weight }) => total + weight, 0);
  // Legs that a shop gave no weight leave the field to the others.
  if (counting.length > 0 && sum(counting) === 0) return 1;
  return sum(counting.filter(({ raw }) => raw.some((value) => value > 0))) / (sum(counting) || 1);
}
