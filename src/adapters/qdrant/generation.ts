import type { Generation } from '#src/ports/generations';
import { compare } from './compare.ts';
import { createComponents, type GenerationParts } from './components.ts';
import { readFingerprints } from './embedded.ts';
import { createFeatures } from './features.ts';
import { optimise } from './optimise.ts';
import { createRetrieve } from './retrieve.ts';
import { readVectors } from './vectors.ts';

/** The generation port over collections of Qdrant. */
export async function generationOver(parts: GenerationParts): Promise<Generation> {
  const components = createComponents(parts);
  const { manifest, names, connection, metaStore, reader, writer, bulk, drift, averageLength } = components;
  let appliedSequence = parts.meta.appliedSequence;
  await bulk.end();
  return {
    manifest,
    features: createFeatures(components),
    count: async () =>
      (await connection.read('count items', (client) => client.count(names.items, { exact: true }))).count,
    write: writer.write,
    writeFeatures: writer.writeFeatures,
    remove: writer.remove,
    retrieve: createRetrieve(components),
    fingerprints: (ids) => readFingerprints(components, ids),
    vectors: (ids) => readVectors(components, ids),
    similarities: (space, vector, ids) => compare(components, space, vector, ids),
    sample: async (count) => (await reader.sample(count, ['id'])).records.map(({ id }) => id),
    get appliedSequence() {
      return appliedSequence;
    },
    refreshSequence: async () => {
      const noted = (await averageLength.look())?.appliedSequence ?? 0;
      appliedSequence = Math.max(appliedSequence, noted);
      return appliedSequence;
    },
    commit: async (sequence) => {
      if (sequence <= appliedSequence) return;
      await metaStore.raiseSequence(manifest, sequence);
      appliedSequence = Math.max(appliedSequence, sequence);
      drift.noted(sequence);
    },
    optimise: async (onPhase = () => {}) => {
      await bulk.end();
      await optimise(components, onPhase);
    },
    close: () => writer.alone(bulk.end),
  };
}
