import type { Tuning } from '#src/adapters/lance/tuning';
import type { IndexDocument } from '#src/domain/document';
import { aDocument } from '#test/support/index-documents';

/** Sizes so small that a few dozen changes bring in tables, indexes and snapshots. */
export const SMALL_TUNING: Partial<Tuning> = {
  leastIndexedFloats: 1,
  leastShareWorthIndexing: 0,
  mostFreshFloats: 40,
  pendingBeforeFlush: 5,
  pendingWhileIndexing: 20,
  longLogBytes: 8000,
};

/** The change of that number in an endless log: it writes one of thirty items or, every seventh time, removes it. */
export function changeOf(sequence: number): { readonly id: string; readonly document: IndexDocument | undefined } {
  const id = `item ${(sequence * 11) % 30}`;
  if (sequence % 7 === 0) return { id, document: undefined };
  const angle = sequence / 10;
  const document = aDocument(id, {
    sequence,
    title: `word${sequence} common`,
    values: { number: sequence },
    words: [Math.cos(angle), Math.sin(angle), 1, sequence % 3],
    looks: [[Math.cos(angle), Math.sin(angle), 1]],
    textHash: `h${sequence}`,
  });
  return { id, document };
}

/** What is there after the changes up to a number. */
export function documentsAfter(sequence: number): Map<string, IndexDocument> {
  const documents = new Map<string, IndexDocument>();
  for (let number = 1; number <= sequence; number++) {
    const { id, document } = changeOf(number);
    if (document) documents.set(id, document);
    else documents.delete(id);
  }
  return documents;
}
