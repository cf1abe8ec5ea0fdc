import type { Generation } from '#src/ports/generations';
import type { LogEntry } from './change-log.ts';
import { createFeatures } from './columns/features.ts';
import { createLexicalIndex } from './columns/lexical.ts';
import type { GenerationParts } from './generation-parts.ts';
import { loadHeldTexts } from './load-held-texts.ts';
import { readFingerprints, readSimilarities, readVectors } from './lookups.ts';
import { hasIndex, warmIndexes } from './optimise.ts';
import { createOptimiser } from './optimiser.ts';
import { retrieve } from './retrieve.ts';
import { sampleIds } from './sample.ts';
import { checkDocument, checkVectors } from './state.ts';
import { createWriter } from './writer.ts';

/** Documents that are made true in memory in one go: searches go on between two of them. */
const DOCUMENTS_AT_ONCE = 50;

/** The generation port over columns in memory, a journal of changes and Lance tables of vectors. */
export async function generationOver(parts: GenerationParts): Promise<Generation> {
  const { state, tables, journal } = parts;
  const { columns, manifest } = state;
  const writer = createWriter(state, tables, journal);
  const optimiser = createOptimiser(parts, writer);
  const lexical = createLexicalIndex(columns);
  for (const each of state.spaces.values()) each.indexed = await hasIndex(state, tables, each);
  // Goes on while the first queries come in; if it fails, they load what they need themselves.
  const warming = warmIndexes(state, tables)
    .then(() => loadHeldTexts(state, tables))
    .catch(() => {});

  const close = async () => {
    await warming;
    await optimiser.settled();
    try {
      await writer.alone(() => journal.rotate(state));
    } finally {
      await journal.close();
      tables.close();
    }
  };
  const submitAll = async <Document>(
    documents: readonly Document[],
    entryOf: (some: readonly Document[]) => LogEntry,
  ): Promise<void> => {
    const entries = [];
    for (let at = 0; at < documents.length; at += DOCUMENTS_AT_ONCE)
      entries.push(writer.submit(entryOf(documents.slice(at, at + DOCUMENTS_AT_ONCE))));
    await Promise.all(entries);
  };
  let closing: Promise<void> | undefined;
  return {
    manifest,
    features: createFeatures(columns),
    count: async () => columns.count,
    write: async (documents) => {
      for (const document of documents) checkDocument(state, document);
      await submitAll(documents, (some) => ({ kind: 'write', documents: some }));
      optimiser.optimiseWhenDue();
    },
    writeFeatures: (documents) => submitAll(documents, (some) => ({ kind: 'features', documents: some })),
    remove: async (ids) => {
      if (ids.length > 0) await writer.submit({ kind: 'remove', ids });
    },
    retrieve: (legs, filter) => retrieve({ state, tables, lexical }, legs, filter),
    fingerprints: (ids) => readFingerprints(state, tables, ids),
    vectors: (ids) => readVectors(state, tables, ids),
    similarities: async (space, vector, ids) => {
      checkVectors(state, { [space]: vector });
      return readSimilarities(state, tables, { space, vector, ids });
    },
    sample: (count) => sampleIds(state, count),
    get appliedSequence() {
      return state.sequence;
    },
    refreshSequence: async () => state.sequence,
    commit: (sequence) => writer.submit({ kind: 'commit', sequence }),
    optimise: (onPhase) => optimiser.optimise(onPhase ?? (() => {})),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
