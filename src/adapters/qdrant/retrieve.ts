import type { Filter } from '#src/domain/filter';
import type { GenerationManifest } from '#src/domain/generation';
import type { Leg, LegResult } from '#src/ports/generations';
import type { Connection } from './connection.ts';
import { rangedFields } from './filter.ts';
import { type Found, foundItems, foundPictures, foundWords, type Scored } from './found.ts';
import type { FieldIndexes } from './indexes.ts';
import { identifierSearch, type LegOf, lexicalSearches, limitOf, type SearchOptions, vectorSearch } from './legs.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantSearch } from './options.ts';
import type { RecordCache } from './record-cache.ts';
import { checkVectors } from './vectors.ts';

export interface RetrieveParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly cache: RecordCache;
  readonly indexes: FieldIndexes;
  readonly quantised: boolean;
}

/**
 * All legs at once: one batch to the items and, where there are legs of pictures, one to the pictures beside it. Hits
 * come without payloads; the records that know their ids are the features that scoring asks for next.
 */
export function createRetrieve(parts: RetrieveParts) {
  const { manifest, names, connection, cache, indexes, quantised } = parts;
  /** Pictures to be asked for to find an item, learned from what was needed before. */
  let picturesPerItem = 2;

  const batch = async (collection: string, searches: QdrantSearch[]): Promise<Scored[]> => {
    if (searches.length === 0) return [];
    const timeout = connection.readSeconds;
    const answers = await connection.read('search', (client) => client.queryBatch(collection, { searches, timeout }));
    return answers.map(({ points }) => points);
  };

  const pictureLegs = async (legs: readonly LegOf<'vector'>[], options: SearchOptions): Promise<Found[]> => {
    const found = new Map<LegOf<'vector'>, Found>();
    let open = legs;
    for (let perItem = picturesPerItem; open.length > 0; perItem *= 4) {
      const limits = open.map(({ depth }) => Math.ceil(limitOf(depth) * perItem));
      const answers = await batch(
        names.pictures,
        open.map((leg, i) => vectorSearch(leg, limits[i]!, options)),
      );
      const results = open.map((leg, i) => foundPictures(answers[i]!, leg.depth, limits[i]!));
      for (const [i, leg] of open.entries()) if (results[i]!.complete) found.set(leg, results[i]!);
      open = open.filter((leg) => !found.has(leg));
      if (open.length > 0) picturesPerItem = Math.min(MOST_PICTURES_PER_ITEM, perItem * 2);
    }
    return legs.map((leg) => found.get(leg)!);
  };

  return async (legs: readonly Leg[], filters: readonly Filter[]): Promise<LegResult[]> => {
    for (const leg of legs) if (leg.kind === 'vector') checkVectors(manifest, { [leg.space]: leg.vector });
    await indexes.ensureNumbers(rangedFields(filters));
    const options = { filters, quantised };
    const ofPictures = legs.filter((leg): leg is LegOf<'vector'> => isOfPictures(manifest, leg));
    const planned = legs.map((leg) => (isOfPictures(manifest, leg) ? [] : itemSearches(leg, options)));
    const [answers, pictures] = await Promise.all([
      batch(names.items, planned.flat()),
      pictureLegs(ofPictures, options),
    ]);
    let at = 0;
    const found = legs.map((leg, place) => {
      if (isOfPictures(manifest, leg)) return pictures[ofPictures.indexOf(leg as LegOf<'vector'>)]!;
      const own = answers.slice(at, at + planned[place]!.length);
      at += own.length;
      return leg.kind === 'lexical'
        ? foundWords(leg.query, own, leg.depth)
        : foundItems(own[0]!, leg.depth, scoreOf(leg));
    });
    const ids = await cache.ofHits(found.flatMap(({ hits }) => hits));
    return found.map((leg) => resultOf(leg, ids));
  };
}

const MOST_PICTURES_PER_ITEM = 64;

function isOfPictures({ spaces }: GenerationManifest, leg: Leg): boolean {
  return leg.kind === 'vector' && spaces.find(({ name }) => name === leg.space)?.holds === 'picture';
}

function itemSearches(leg: Leg, options: SearchOptions): QdrantSearch[] {
  if (leg.kind === 'lexical') return lexicalSearches(leg, options);
  if (leg.kind === 'identifier') return [identifierSearch(leg, options)];
  return [vectorSearch(leg, limitOf(leg.depth), options)];
}

function scoreOf({ kind }: Leg): (score: number) => number {
  return kind === 'identifier' ? () => 1 : (score) => score;
}

function resultOf({ hits, cut }: Found, ids: ReadonlyMap<string, string>): LegResult {
  const there = hits.filter(({ item }) => ids.has(item));
  const ofPictures = there.some(({ picture }) => picture !== undefined);
  return {
    ids: there.map(({ item }) => ids.get(item)!),
    scores: Float64Array.from(there, ({ score }) => score),
    cut,
    ...(ofPictures && { pictures: Uint16Array.from(there, ({ picture }) => picture!) }),
  };
}
