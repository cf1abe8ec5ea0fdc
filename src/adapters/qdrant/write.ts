import pLimit from 'p-limit';
import type { DocumentFeatures, IndexDocument } from '#src/domain/document';
import { itemPoint } from './ids.ts';
import { checkVectors } from './vectors.ts';
import { type DocumentWriterParts, removeItems, writeDocuments } from './write-documents.ts';
import { type FeatureWriterParts, writeFeatures } from './write-features.ts';

export interface Writer {
  write(documents: readonly IndexDocument[]): Promise<void>;
  writeFeatures(documents: readonly DocumentFeatures[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Runs something while no write is under way. */
  alone<Result>(task: () => Promise<Result>): Promise<Result>;
}

export interface WriterParts extends DocumentWriterParts, FeatureWriterParts {
  /** Told when a write is over, well or not. */
  readonly onWritten: (points: readonly string[], documents: readonly DocumentFeatures[]) => void;
}

/**
 * One write at a time, so that two of one item can't mix. Records come first and go last: whoever finds an item by
 * its vectors or words finds its record as new or newer. Every step may be repeated.
 */
export function createWriter(parts: WriterParts): Writer {
  const { manifest, onWritten } = parts;
  const queue = pLimit(1);
  /** The last of each id, some at a time. */
  const inTurn = async <Document extends DocumentFeatures>(
    documents: readonly Document[],
    writeSome: (some: readonly Document[]) => Promise<void>,
  ): Promise<void> => {
    const last = [...new Map(documents.map((document) => [document.id, document])).values()];
    for (const some of piecesOf(last)) {
      const points = some.map(({ id }) => itemPoint(id));
      await queue(() => writeSome(some).finally(() => onWritten(points, some)));
    }
  };
  return {
    write: async (documents) => {
      for (const { vectors, pictures } of documents) {
        for (const each of [vectors, ...pictures.map((picture) => picture.vectors)]) checkVectors(manifest, each);
      }
      await inTurn(documents, (some) => writeDocuments(some, parts));
    },
    writeFeatures: (documents) => inTurn(documents, (some) => writeFeatures(some, parts)),
    remove: async (ids) => {
      for (const points of piecesOf([...new Set(ids)].map(itemPoint))) {
        await queue(() => removeItems(points, parts).finally(() => onWritten(points, [])));
      }
    },
    alone: (task) => queue(task),
  };
}

const DOCUMENTS_AT_ONCE = 1_000;

function piecesOf<Value>(values: readonly Value[]): Value[][] {
  const count = Math.ceil(values.length / DOCUMENTS_AT_ONCE);
  return Array.from({ length: count }, (_, n) => values.slice(n * DOCUMENTS_AT_ONCE, (n + 1) * DOCUMENTS_AT_ONCE));
}
