import { dot } from '#src/domain/dot';
import type { Vector } from '#src/domain/space';
import type { Kept } from './kept-entries.ts';
import type { RecordCache } from './record-cache.ts';
import { textSpaces } from './schema.ts';
import { readSimilarities, type SimilarityParts } from './similarities.ts';
import { checkVectors, readTextVectors } from './vectors.ts';

export interface Comparer {
  /** As `Generation.similarities`. */
  similarities(space: string, vector: Vector, ids: readonly string[]): Promise<Map<string, number>>;
  /** When no vector is being read any more. */
  settled(): Promise<void>;
}

export interface ComparerParts extends SimilarityParts {
  readonly cache: Pick<RecordCache, 'kept'>;
}

/** Items whose vectors one request asks for: about 300 kB of JSON, which takes some milliseconds to read. */
const AT_ONCE = 100;
/** Items that may wait for theirs; others are compared by the server once more. */
const MOST_WAITING = 5_000;

/**
 * Compares with texts in memory where they are there, because the way to the server and back takes longer than the rest
 * of a search (measured: 5 ms of 13 for 700 items, see docs/operations.md). The server compares what is not; vectors of items
 * that it has compared twice are read afterwards, so that a query out of the ordinary does not bring in a thousand.
 */
export function createComparer(parts: ComparerParts): Comparer {
  const compared = new WeakSet<Kept>();
  const fill = createFiller(parts);

  /** Nobody waits for the vectors. */
  const noteCompared = (lacking: readonly Kept[]): void => {
    fill.want(lacking.filter((kept) => compared.has(kept)));
    for (const kept of lacking) compared.add(kept);
  };
  return {
    similarities: async (space, vector, ids) => {
      checkVectors(parts.manifest, { [space]: vector });
      if (!textSpaces(parts.manifest).some(({ name }) => name === space)) {
        return readSimilarities(parts, space, vector, ids);
      }
      const similarities = new Map<string, number>();
      const unknown: string[] = [];
      const lacking: Kept[] = [];
      for (const [place, kept] of parts.cache.kept(ids).entries()) {
        const own = kept?.vectors?.[space];
        if (own) similarities.set(kept!.id, dot(own, 0, vector));
        if (own !== undefined) continue;
        unknown.push(ids[place]!);
        if (kept) lacking.push(kept);
      }
      for (const [id, similarity] of await readSimilarities(parts, space, vector, unknown)) {
        similarities.set(id, similarity);
      }
      noteCompared(lacking);
      return similarities;
    },
    settled: fill.settled,
  };
}

/** Reads vectors of items one request after the other, while nobody waits for them. */
function createFiller(parts: ComparerParts) {
  const spaces = textSpaces(parts.manifest).map(({ name }) => name);
  const none = Object.fromEntries(spaces.map((space) => [space, null]));
  const waiting = new Set<Kept>();
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (waiting.size > 0) {
      const some = [...waiting].slice(0, AT_ONCE);
      for (const kept of some) waiting.delete(kept);
      const points = some.map(({ point }) => point);
      const found = await readTextVectors(parts, points);
      // An item changed since is not trusted by the cache, so a newer vector beside an older row is never used.
      for (const kept of some) kept.vectors = { ...none, ...found.get(kept.point) };
    }
  };
  return {
    want: (more: readonly Kept[]): void => {
      for (const kept of more.slice(0, MOST_WAITING - waiting.size)) waiting.add(kept);
      // What could not be read is wanted again when it is compared again.
      running ??= run()
        .catch(() => waiting.clear())
        .finally(() => {
          running = undefined;
        });
    },
    settled: async (): Promise<void> => {
      await running;
    },
  };
}
