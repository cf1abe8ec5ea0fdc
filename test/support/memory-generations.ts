import type { IndexDocument } from '#src/domain/document';
import { type Filter, matchesAll } from '#src/domain/filter';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import { sampleKey } from '#src/domain/id-hash';
import type { Vector, Vectors } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore, Leg, LegResult } from '#src/ports/generations';
import { memoryFeatures } from './memory-features.ts';
import { lexicalScores } from './memory-lexical.ts';

/** What the fake keeps of a generation while it is closed. */
interface Kept {
  readonly manifest: GenerationManifest;
  readonly documents: Map<string, IndexDocument>;
  sequence: number;
  isDropped: boolean;
}

/** Stands in for the disk: pass the same one to see again what an earlier store wrote. */
export type MemoryDisk = Map<string, Kept>;

/** The naive generation store: maps, scans and the definitions themselves. The oracle of every other one. */
export async function openMemoryStore(disk: MemoryDisk = new Map()): Promise<GenerationStore> {
  const keyOf = ({ catalog, id }: GenerationManifest) => JSON.stringify([catalog, id]);
  return {
    create: async (manifest) => {
      if (disk.has(keyOf(manifest))) throw incompatible(`generation ${manifest.id} exists already`);
      const kept = { manifest, documents: new Map<string, IndexDocument>(), sequence: 0, isDropped: false };
      disk.set(keyOf(manifest), kept);
      return memoryGeneration(kept, manifest);
    },
    open: async (manifest) => {
      const kept = disk.get(keyOf(manifest));
      if (!kept) throw incompatible(`generation ${manifest.id} is missing`);
      if (manifest.format !== GENERATION_FORMAT) throw incompatible(`format ${manifest.format} is unknown`);
      if (JSON.stringify(manifest.spaces) !== JSON.stringify(kept.manifest.spaces)) {
        throw incompatible(`generation ${manifest.id} holds other spaces`);
      }
      return memoryGeneration(kept, manifest);
    },
    drop: async (manifest) => {
      const kept = disk.get(keyOf(manifest));
      if (kept) kept.isDropped = true;
      disk.delete(keyOf(manifest));
    },
    publish: async () => {},
    close: async () => {},
  };
}

function incompatible(what: string): VitrineError {
  return new VitrineError('generation_incompatible', `${what}: run \`vitrine reindex\``);
}

function memoryGeneration(kept: Kept, manifest: GenerationManifest): Generation {
  const { documents } = kept;
  const fits = (space: string, vector: Vector) =>
    manifest.spaces.find(({ name }) => name === space)?.dimensions === vector.length;
  const check = (vectors: Vectors) => {
    for (const [space, vector] of Object.entries(vectors)) {
      if (!fits(space, vector)) throw incompatible(`a vector does not fit space ${space}`);
    }
  };
  /** Another process may have dropped it. */
  const checkThere = () => {
    if (kept.isDropped) throw incompatible(`generation ${manifest.id} is missing`);
  };
  return {
    manifest,
    features: memoryFeatures(documents),
    count: async () => documents.size,
    write: async (batch) => {
      checkThere();
      for (const { vectors, pictures } of batch) for (const each of [{ vectors }, ...pictures]) check(each.vectors);
      for (const document of batch) documents.set(document.id, document);
    },
    writeFeatures: async (batch) => {
      checkThere();
      for (const features of batch) {
        const document = documents.get(features.id);
        if (document) documents.set(document.id, { ...document, ...features });
      }
    },
    remove: async (ids) => {
      checkThere();
      for (const id of ids) documents.delete(id);
    },
    retrieve: async (legs, filter) => {
      for (const leg of legs) if (leg.kind === 'vector') check({ [leg.space]: leg.vector });
      return legs.map((leg) => runLeg(leg, filter, [...documents.values()]));
    },
    fingerprints: async (ids) =>
      pick(documents, ids, ({ textHash, pictures }) => ({
        textHash,
        pictures: pictures.map(({ number, hash }) => ({ number, hash })),
      })),
    vectors: async (ids) => pick(documents, ids, ({ vectors, pictures }) => ({ text: vectors, pictures })),
    similarities: async (space, vector, ids) => {
      check({ [space]: vector });
      const asked = [...documents.values()].filter(({ id }) => ids.includes(id));
      const leg: Leg = { kind: 'vector', space, vector, depth: asked.length };
      const cosines = new Map(scoreLeg(leg, asked, asked).map(({ id, score }) => [id, score]));
      return Float64Array.from(ids, (id) => cosines.get(id) ?? Number.NaN);
    },
    sample: async (count) => [...documents.keys()].sort((a, b) => sampleKey(a) - sampleKey(b)).slice(0, count),
    refreshSequence: async () => kept.sequence,
    get appliedSequence() {
      return kept.sequence;
    },
    commit: async (sequence) => {
      kept.sequence = Math.max(kept.sequence, sequence);
    },
    optimise: async (onPhase) => onPhase?.('nothing to do'),
    close: async () => {},
  };
}

function pick<Value>(
  documents: ReadonlyMap<string, IndexDocument>,
  ids: readonly string[],
  of: (document: IndexDocument) => Value,
): Map<string, Value> {
  return new Map(
    ids.flatMap((id) => {
      const document = documents.get(id);
      return document ? [[id, of(document)] as const] : [];
    }),
  );
}

interface Scored {
  readonly id: string;
  readonly score: number;
  readonly picture?: number;
}

function runLeg(leg: Leg, filter: readonly Filter[], all: readonly IndexDocument[]): LegResult {
  const passing = all.filter(({ values }) => matchesAll(filter, values));
  const scored = scoreLeg(leg, passing, all).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const best = scored.slice(0, leg.depth);
  const pictures = best.some(({ picture }) => picture !== undefined);
  return {
    ids: best.map(({ id }) => id),
    scores: Float64Array.from(best, ({ score }) => score),
    cut: scored.length > leg.depth,
    ...(pictures && { pictures: Uint16Array.from(best, ({ picture }) => picture!) }),
  };
}

function scoreLeg(leg: Leg, passing: readonly IndexDocument[], all: readonly IndexDocument[]): Scored[] {
  if (leg.kind === 'lexical') return lexicalScores(leg.query, passing, all);
  if (leg.kind === 'identifier') {
    const own = passing.filter(({ identifiers }) => identifiers.some((one) => leg.identifiers.includes(one)));
    return own.map(({ id }) => ({ id, score: 1 }));
  }
  return passing.flatMap(({ id, vectors, pictures }) => {
    const text = vectors[leg.space];
    const cosines = pictures.flatMap(({ number, vectors }) => {
      const vector = vectors[leg.space];
      return vector ? [{ id, score: cosine(vector, leg.vector), picture: number }] : [];
    });
    const best = cosines.sort((a, b) => b.score - a.score).slice(0, 1);
    return text ? [{ id, score: cosine(text, leg.vector) }] : best;
  });
}

function cosine(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
