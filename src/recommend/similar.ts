import type { Filter } from '#src/domain/filter';
import type { RankedItem } from '#src/domain/hit';
import { VitrineError } from '#src/errors';
import type { Generation, ItemVectors, Leg, LegResult } from '#src/ports/generations';
import { reasons } from '#src/ranking/explain';
import { fuse, type Signal } from '#src/ranking/fuse';
import { SIMILAR_WEIGHTS } from '#src/ranking/weights';
import type { RecommendedItem } from './behaviour-lists.ts';

export interface SimilarOptions {
  readonly id: string;
  readonly filter: readonly Filter[];
  readonly limit: number;
}

/** Neighbours looked at in each space: enough that variants and the item itself can be left out. */
const DEPTH = 200;
/** Pictures of the item that are compared. */
const MOST_PICTURES = 3;

/**
 * Items like one item by its stored vectors, text and pictures; nothing is encoded. The item itself and the other variants
 * of its product are left out. Throws `item_not_found`.
 */
export async function similarItems(
  { id, filter, limit }: SimilarOptions,
  generation: Generation,
): Promise<RankedItem[]> {
  const own = (await generation.vectors([id])).get(id);
  if (!own) throw new VitrineError('item_not_found', `There is no item "${id}" in this catalog.`);
  const planned = legsOf(own, generation);
  const results = await generation.retrieve(
    planned.map(({ leg }) => leg),
    filter,
  );
  const union = [...new Set([id, ...results.flatMap(({ ids }) => ids)])];
  const features = await generation.features.read(union, { tokens: [], labels: ['groupId'], numbers: [] });
  const fused = fuse(
    signalsOf(
      planned.map(({ signal }) => signal),
      results,
      features.ids,
    ),
    features.ids.length,
  );
  const other = outsideGroup(features.ids.indexOf(id), features.labels('groupId'));
  const rows = [...features.ids.keys()].filter(other);
  rows.sort((a, b) => fused.scores[b]! - fused.scores[a]! || (features.ids[a]! < features.ids[b]! ? -1 : 1));
  return rows
    .slice(0, limit)
    .map((row) => ({ id: features.ids[row]!, score: fused.scores[row]!, why: reasons(fused, row) }));
}

/** Items like an item with what to tell of them: whether it is more their pictures or their words that are alike. */
export function tellAlike(alike: readonly RankedItem[], id: string): RecommendedItem[] {
  return alike.map((one) => {
    const [most] = [...one.why].sort((a, b) => b.contribution - a.contribution);
    const by = most?.signal === 'picture' ? 'picture' : 'text';
    return { ...one, reason: { kind: 'like', item: id, by } };
  });
}

type SimilarSignal = keyof typeof SIMILAR_WEIGHTS;
interface PlannedLeg {
  readonly signal: SimilarSignal;
  readonly leg: Leg;
}

function legsOf({ text, pictures }: ItemVectors, { manifest }: Generation): PlannedLeg[] {
  const ownPictures = manifest.spaces.filter(
    ({ holds, queriedBy }) => holds === 'picture' && !queriedBy.includes('text'),
  );
  const pictureSpaces =
    ownPictures.length > 0 ? ownPictures : manifest.spaces.filter(({ holds }) => holds === 'picture');
  const byText = Object.entries(text).map(([space, vector]) => ({
    signal: 'text' as const,
    leg: { kind: 'vector' as const, space, vector, depth: DEPTH },
  }));
  const byPicture = pictures.slice(0, MOST_PICTURES).flatMap(({ vectors }) =>
    pictureSpaces.flatMap(({ name }) => {
      const vector = vectors[name];
      return vector
        ? [{ signal: 'picture' as const, leg: { kind: 'vector' as const, space: name, vector, depth: DEPTH } }]
        : [];
    }),
  );
  return [...byText, ...byPicture];
}

/** One signal of a kind: of several pictures the best match counts. */
function signalsOf(kinds: readonly SimilarSignal[], results: readonly LegResult[], ids: readonly string[]): Signal[] {
  const rows = new Map(ids.map((id, row) => [id, row]));
  return [...new Set(kinds)].map((name) => {
    const raw = new Float64Array(ids.length).fill(Number.NaN);
    results.forEach((result, leg) => {
      if (kinds[leg] !== name) return;
      result.ids.forEach((id, index) => {
        const row = rows.get(id);
        if (row !== undefined && !(raw[row]! >= result.scores[index]!)) raw[row] = result.scores[index]!;
      });
    });
    return { name, raw, weight: SIMILAR_WEIGHTS[name] };
  });
}

/** Whether a row is another product than the one at `own`. */
function outsideGroup(
  own: number,
  { offsets, codes }: { offsets: Uint32Array; codes: Uint32Array },
): (row: number) => boolean {
  const groupOf = (row: number) => (offsets[row] === offsets[row + 1] ? -1 : codes[offsets[row]!]!);
  const group = groupOf(own);
  return (row) => row !== own && (group === -1 || groupOf(row) !== group);
}
