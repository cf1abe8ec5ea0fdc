import { type DocumentFeatures, TEXT_FIELDS } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Meta, MetaStore } from './meta.ts';
import { weightedLength } from './sparse.ts';

/** The weighted length that BM25 takes for the mean when an item's words are weighed. */
export interface AverageLength {
  /** The one in use; the mean of `documents`, the first ones written, where there is none yet. */
  of(documents: readonly DocumentFeatures[]): Promise<number>;
  /** The one in use, if something was written. */
  current(): number | undefined;
  /** Reads the notes of the generation, and uses the one there from now on: another process may have changed it. */
  look(): Promise<Meta | undefined>;
  /** Uses another one from now on, and notes it once all items are weighed by it. When that fails, the next look goes back. */
  change(averageLength: number, weighAll: () => Promise<void>): Promise<void>;
}

export function createAverageLength(
  manifest: GenerationManifest,
  meta: MetaStore,
  known: number | undefined,
): AverageLength {
  let current = known;
  let isChanging = false;
  /** How often this process has changed it. */
  let changes = 0;
  const look = async (): Promise<Meta | undefined> => {
    const before = changes;
    const noted = await meta.read(manifest);
    // What this process changes meanwhile is noted last.
    const isNewest = !isChanging && changes === before;
    if (isNewest && noted?.averageLength !== undefined) current = noted.averageLength;
    return noted;
  };
  return {
    look,
    of: async (documents) => {
      if (current !== undefined) return current;
      // Another process may have begun to write since this one opened the generation.
      await look();
      if (current !== undefined) return current;
      const mean = meanOf(documents);
      await meta.setAverageLength(manifest, mean);
      current = mean;
      return mean;
    },
    current: () => current,
    change: async (averageLength, weighAll) => {
      current = averageLength;
      isChanging = true;
      try {
        await weighAll();
        await meta.setAverageLength(manifest, averageLength);
      } finally {
        isChanging = false;
        changes++;
      }
    },
  };
}

/** At least 1, so that a catalog of empty texts divides by something. */
function meanOf(documents: readonly DocumentFeatures[]): number {
  const lengths = documents.map(({ tokens }) => weightedLength(TEXT_FIELDS.map((field) => tokens[field].length)));
  const sum = lengths.reduce((total, length) => total + length, 0);
  return Math.max(1, lengths.length === 0 ? 0 : sum / lengths.length);
}
