import type { Schemas } from '@qdrant/js-client-rest';
import type { LexicalQuery } from '#src/domain/query';
import type { Hit } from './entry.ts';
import { pictureOf } from './ids.ts';
import { isPlainSum, limitOf } from './legs.ts';

/** What a leg found before points are known by their items' ids; best first, each item once. */
export interface Found {
  readonly hits: readonly FoundHit[];
  /** Whether there may be more than the depth. */
  readonly cut: boolean;
  /** Nothing was asked, because there is nothing of the kind. */
  readonly unasked?: true;
}

export interface FoundHit extends Hit {
  readonly score: number;
  readonly picture?: number;
}

export type Scored = readonly Schemas['ScoredPoint'][];

export function foundItems(points: Scored, depth: number, scoreOf = (score: number) => score): Found {
  const hits = points.map(({ id, version, score }) => hitOf(String(id), version, scoreOf(score)));
  return { hits: hits.slice(0, depth), cut: hits.length > depth };
}

/** The best picture of each item; `complete` says whether the depth was reached or nothing is left. */
export function foundPictures(points: Scored, depth: number, limit: number): Found & { readonly complete: boolean } {
  const best = new Map<string, FoundHit>();
  for (const { id, version, score } of points) {
    const { item, number } = pictureOf(String(id));
    if (!best.has(item)) best.set(item, { item, point: String(id), version, score, picture: number });
  }
  const hits = [...best.values()];
  const complete = hits.length >= limitOf(depth) || points.length < limit;
  return { hits: hits.slice(0, depth), cut: hits.length > depth, complete };
}

/** Clauses brought together as the query says; `answers` has one entry for each search of `lexicalSearches`. */
export function foundWords(query: LexicalQuery, answers: readonly Scored[], depth: number): Found {
  if (isPlainSum(query)) return foundItems(answers[0] ?? [], depth);
  const total = new Map<string, FoundHit>();
  for (const [place, points] of answers.entries()) {
    const { normalise, weight = 1 } = query.clauses[place]!;
    const scale = weight / (normalise === 'own-top' ? (points[0]?.score ?? 1) : 1);
    for (const { id, version, score } of points) {
      const hit = hitOf(String(id), version, score * scale);
      const before = total.get(hit.item)?.score ?? 0;
      total.set(hit.item, {
        ...hit,
        score: query.combine === 'sum' ? before + hit.score : Math.max(before, hit.score),
      });
    }
  }
  const hits = [...total.values()].sort((a, b) => b.score - a.score);
  const isCut = hits.length > depth || answers.some((points) => points.length > depth);
  return { hits: hits.slice(0, depth), cut: isCut };
}

/** Of the collection of items, where an item's point is the item's. */
function hitOf(point: string, version: number, score: number): FoundHit {
  return { item: point, point, version, score };
}
