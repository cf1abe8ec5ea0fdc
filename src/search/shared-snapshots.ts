import { z } from 'zod';
import type { BrowseRequest } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import type { Snapshots } from '#src/ports/snapshots';
import type { Snapshot } from './snapshot.ts';

/** A snapshot without what only the process that answered has: its functions, and the reasons of scores. */
interface StoredSnapshot extends Omit<Snapshot, 'ranked' | 'reasonsMissing'> {
  readonly version: number;
  /** The whole list; of one that the store reads page by page, its beginning. */
  readonly ids: readonly string[];
  readonly scores: readonly number[];
}

/** Changes whenever processes of before and after could not read each other's. */
const VERSION = 1;
/** Ids kept of a list that can be read again: more are seldom asked for. */
const BROWSED = 1000;
const Version = z.object({ version: z.literal(VERSION) });

/**
 * Snapshots of this process, and beside them the same where every process finds them. Another process replays the list
 * without reasons; what it browses beyond the kept beginning is read again, from the same generation.
 */
export function shareSnapshots(
  own: Snapshots<Snapshot>,
  shared: Snapshots<unknown>,
  generation: () => Generation,
): Snapshots<Snapshot> {
  return {
    save: async (queryId, snapshot) => {
      await own.save(queryId, snapshot);
      await shared.save(queryId, await toStored(snapshot));
    },
    load: async (queryId) => {
      const known = await own.load(queryId);
      if (known) return known;
      const found = await shared.load(queryId);
      // Written by `toStored` of the same version.
      if (!Version.safeParse(found).success) return undefined;
      const snapshot = fromStored(found as StoredSnapshot, generation());
      if (snapshot) await own.save(queryId, snapshot);
      return snapshot;
    },
  };
}

async function toStored({ ranked, reasonsMissing: _, ...rest }: Snapshot): Promise<StoredSnapshot> {
  const list = await ranked(0, rest.browse ? BROWSED : Number.MAX_SAFE_INTEGER);
  return { ...rest, version: VERSION, ids: list.map(({ id }) => id), scores: list.map(({ score }) => score) };
}

function fromStored({ version: _, ids, scores, ...rest }: StoredSnapshot, live: Generation): Snapshot | undefined {
  const isWhole = ids.length >= rest.total.value;
  if (!isWhole && rest.generation !== live.manifest.id) return undefined;
  const kept = ids.map((id, place) => ({ id, score: scores[place]!, why: [] }));
  return {
    ...rest,
    reasonsMissing: !rest.browse,
    ranked: async (offset, limit) => {
      if (isWhole || offset + limit <= ids.length || !rest.browse) return kept.slice(offset, offset + limit);
      return (await pageOf(rest.browse, live, offset, limit)).map((id) => ({ id, score: 0, why: [] }));
    },
  };
}

async function pageOf(
  browse: BrowseRequest,
  live: Generation,
  offset: number,
  limit: number,
): Promise<readonly string[]> {
  return (await live.features.browse({ ...browse, facets: [] })).ids(offset, limit);
}
