import type { Leg } from '#src/ports/generations';
import type { Connection } from './connection.ts';
import { type Found, foundItems, foundPictures, foundWords, type Scored } from './found.ts';
import { identifierSearch, type LegOf, lexicalSearches, limitOf, type SearchOptions, vectorSearch } from './legs.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantSearch } from './options.ts';

/** Runs legs over one collection, as one batch. */
export type RunLegs<Kind extends Leg> = (legs: readonly Kind[], options: SearchOptions) => Promise<Found[]>;

/** Words, identifiers, and vectors of texts: each item is one point. */
export function itemLegs(connection: Connection, { items }: CollectionNames): RunLegs<Leg> {
  return async (legs, options) => {
    const planned = legs.map((leg) => itemSearches(leg, options));
    const answers = await searchBatch(connection, items, planned.flat());
    let at = 0;
    return legs.map((leg, place) => {
      const own = answers.slice(at, at + planned[place]!.length);
      at += own.length;
      if (leg.kind === 'lexical') return foundWords(leg.query, own, leg.depth);
      return foundItems(own[0]!, leg.depth, leg.kind === 'identifier' ? () => 1 : undefined);
    });
  };
}

/** Vectors of pictures, of which an item has several: more points are asked for until there are enough items. */
export function pictureLegs(
  connection: Connection,
  { pictures }: CollectionNames,
  hasPictures: () => Promise<boolean>,
): RunLegs<LegOf<'vector'>> {
  /** Pictures to be asked for to find an item, learned from what was needed before. */
  let perItem = LEAST_PER_ITEM;
  return async (legs, options) => {
    if (legs.length === 0) return [];
    if (!(await hasPictures())) return legs.map(() => ({ hits: [], cut: false, unasked: true }));
    const found = legs.map((): Found | undefined => undefined);
    for (let factor = perItem; found.includes(undefined); factor *= 4) {
      const open = [...legs.keys()].filter((place) => !found[place]);
      const limits = open.map((place) => Math.ceil(limitOf(legs[place]!.depth) * factor));
      const searches = open.map((place, i) => vectorSearch(legs[place]!, limits[i]!, options));
      const answers = await searchBatch(connection, pictures, searches);
      for (const [i, place] of open.entries()) {
        const { complete, ...result } = foundPictures(answers[i]!, legs[place]!.depth, limits[i]!);
        if (complete) found[place] = result;
        else perItem = Math.min(MOST_PER_ITEM, factor * 2);
      }
    }
    return found as Found[];
  };
}

const LEAST_PER_ITEM = 2;
const MOST_PER_ITEM = 64;

async function searchBatch(connection: Connection, collection: string, searches: QdrantSearch[]): Promise<Scored[]> {
  if (searches.length === 0) return [];
  const timeout = connection.readSeconds;
  const answers = await connection.read('search', (client) => client.queryBatch(collection, { searches, timeout }));
  return answers.map(({ points }) => points);
}

function itemSearches(leg: Leg, options: SearchOptions): QdrantSearch[] {
  if (leg.kind === 'lexical') return lexicalSearches(leg, options);
  if (leg.kind === 'identifier') return [identifierSearch(leg, options)];
  return [vectorSearch(leg, limitOf(leg.depth), options)];
}
