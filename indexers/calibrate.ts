import type { Space, Vector, Vectors } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';

/** Items compared with each other; 300 × 300 pairs leave some ninety above the higher quantile. */
const SAMPLED_ITEMS = 300;
/**
 * Share of pairs of a query and an item that is none of its own that stays below the threshold, for words as queries,
 * by what the space holds. Texts: .93 to .97 keep nDCG@10 and recall@100 of `chorus` and `homedepot` (development
 * halves) as they are without any cut, .98 begins to cost, .999 loses .03 of recall.
 */
const QUANTILES = { text: 0.95, picture: 0.999 } as const;
/** A picture asks for what looks most like it, however far that is: photos from outside lie far from a catalog's own. */
const NOTHING_IS_TOO_FAR = -1;
/** With fewer items, chance alone would choose. */
const FEWEST_ITEMS = 30;
/** Threshold of a space about which nothing could be measured: only the nearly equal belongs. */
const UNMEASURED = 0.6;

export interface CalibrateDeps {
  readonly catalog: string;
  readonly records: RecordStore;
  readonly encoders: Encoders;
}

/**
 * For each space the similarity that a query rarely has with an item it is not about: above it, an item belongs to a
 * result by that space alone. Queries are two or three neighbouring words of sampled titles. A
 * space that only pictures are compared with has no such bound.
 */
export async function calibrateThresholds(
  generation: Generation,
  deps: CalibrateDeps,
): Promise<Record<string, number>> {
  const ids = await generation.sample(SAMPLED_ITEMS);
  const records = await deps.records.get(deps.catalog, ids);
  const vectors = await generation.vectors(ids);
  const samples = ids.map((id, index) => ({
    query: pseudoQuery(records[index]?.item.title ?? '', index),
    text: vectors.get(id)?.text ?? {},
    picture: vectors.get(id)?.pictures[0]?.vectors ?? {},
  }));
  const thresholds: Record<string, number> = {};
  for (const space of generation.manifest.spaces)
    thresholds[space.name] = await threshold(space, samples, deps.encoders);
  return thresholds;
}

interface Sample {
  readonly query: string;
  readonly text: Vectors;
  readonly picture: Vectors;
}

async function threshold(space: Space, samples: readonly Sample[], encoders: Encoders): Promise<number> {
  const encoder = space.queriedBy.includes('text') ? encoders.texts.get(space.name) : undefined;
  if (!encoder) return NOTHING_IS_TOO_FAR;
  const items = samples.map((sample) => sample[space.holds][space.name]);
  const queries = await encoder.encode(
    samples.map(({ query }) => query),
    'query',
  );
  const similarities: number[] = [];
  for (const [row, query] of queries.entries()) {
    for (const [other, item] of items.entries())
      if (query && item && other !== row) similarities.push(dot(query, item));
  }
  if (similarities.length < FEWEST_ITEMS * (FEWEST_ITEMS - 1)) return UNMEASURED;
  return quantile(similarities, QUANTILES[space.holds]);
}

/** Two or three neighbouring words of a title, from a place that differs between items. */
function pseudoQuery(title: string, index: number): string {
  const words = title.split(/\s+/u).filter((word) => word !== '');
  const count = 2 + (index % 2);
  const start = words.length <= count ? 0 : index % (words.length - count + 1);
  return words.slice(start, start + count).join(' ');
}

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
