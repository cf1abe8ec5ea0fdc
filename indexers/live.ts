import { isDeepStrictEqual } from 'node:util';
import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Encoders } from '#src/ports/encoders';
import type { Files } from '#src/ports/files';
import type { Generation, GenerationStore } from '#src/ports/generations';
import type { ItemRecord, StateStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { type Applier, createApplier } from './applier.ts';
import { calibrateThresholds } from './calibrate.ts';
import { checkedAnalyser, planGeneration } from './generation.ts';

export interface LiveDeps {
  readonly catalog: string;
  readonly state: StateStore;
  readonly store: GenerationStore;
  readonly encoders: Encoders;
  /** For pictures, whose paths are absolute. */
  readonly files: Files;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The generation of a catalog that searches see and changes go to. */
export interface Live {
  readonly generation: Generation;
  readonly analyser: Analyser;
  readonly applier: Applier;
}

/** Makes a generation the live one, and the store show it. */
export async function makeLive(id: string, deps: LiveDeps): Promise<void> {
  await deps.state.generations.switchTo(deps.catalog, id);
  await showLive(deps);
}

/**
 * Lets the store show the live generation. The switch itself is done: where it cannot be shown now, or a process dies before
 * it is, the next one that opens the catalog shows it. Looks again afterwards, because another process may have made
 * another one live and shown it in between.
 */
export async function showLive({ catalog, state, store }: LiveDeps): Promise<void> {
  try {
    for (let shown: string | undefined; ; ) {
      const manifest = await state.generations.live(catalog);
      if (!manifest || manifest.id === shown) return;
      await store.publish(manifest);
      shown = manifest.id;
    }
  } catch {
    // Nothing of the catalog depends on it.
  }
}

/**
 * Creates the first generation of a catalog, fit for items like those of the sample, and makes it live. What an earlier
 * attempt may have left of it is dropped first.
 */
export async function createLive(sample: readonly ItemRecord[], deps: LiveDeps): Promise<Live> {
  const { catalog, encoders, now } = deps;
  const items = sample.map(({ item }) => item);
  const manifest = planGeneration({ id: FIRST, catalog, encoders, sample: items, createdAt: new Date(now()) });
  const live = await createBeside(manifest, deps);
  await makeLive(manifest.id, deps);
  return live;
}

const FIRST = 'g1';

/** Opens the generation that was live before; throws `invalid_request` when there is none. */
export async function openPrevious(deps: LiveDeps): Promise<Live> {
  const manifest = await deps.state.generations.previous(deps.catalog);
  if (!manifest)
    throw new VitrineError('invalid_request', `There is no earlier index of "${deps.catalog}" to go back to.`);
  return openManifest(manifest, deps);
}

/** Opens any registered generation. Throws `generation_incompatible`. */
export async function openManifest(manifest: GenerationManifest, deps: LiveDeps): Promise<Live> {
  const analyser = checkedAnalyser(manifest, deps.encoders);
  return join(await deps.store.open(manifest), analyser, deps);
}

/** Creates a generation of its own beside the live one. */
export async function createBeside(manifest: GenerationManifest, deps: LiveDeps): Promise<Live> {
  await deps.state.generations.register(manifest);
  await deps.store.drop(manifest);
  return join(await deps.store.create(manifest), checkedAnalyser(manifest, deps.encoders), deps);
}

/** The same generation with thresholds measured on what it holds now, registered so that they are kept. */
export async function calibrate(live: Live, { catalog, state, encoders }: LiveDeps): Promise<Live> {
  const thresholds = await calibrateThresholds(live.generation, { catalog, records: state.records, encoders });
  const manifest = { ...live.generation.manifest, thresholds };
  await state.generations.register(manifest);
  return renewed(live, manifest);
}

/** The same generation under its manifest as it is registered by now, by this process or another. */
export function renewed(live: Live, manifest: GenerationManifest): Live {
  if (isDeepStrictEqual(live.generation.manifest, manifest)) return live;
  return { ...live, generation: withManifest(live.generation, manifest) };
}

function join(generation: Generation, analyser: Analyser, { state, encoders, files }: LiveDeps): Live {
  const { records } = state;
  return { generation, analyser, applier: createApplier({ records, generation, analyser, encoders, files }) };
}

/** An open generation under another manifest of the same content. */
function withManifest(generation: Generation, manifest: GenerationManifest): Generation {
  return {
    manifest,
    features: generation.features,
    count: () => generation.count(),
    write: (documents) => generation.write(documents),
    writeFeatures: (documents) => generation.writeFeatures(documents),
    remove: (ids) => generation.remove(ids),
    retrieve: (legs, filter) => generation.retrieve(legs, filter),
    fingerprints: (ids) => generation.fingerprints(ids),
    vectors: (ids) => generation.vectors(ids),
    similarities: (space, vector, ids) => generation.similarities(space, vector, ids),
    sample: (count) => generation.sample(count),
    get appliedSequence() {
      return generation.appliedSequence;
    },
    refreshSequence: () => generation.refreshSequence(),
    commit: (sequence) => generation.commit(sequence),
    optimise: (onPhase) => generation.optimise(onPhase),
    close: () => generation.close(),
  };
}
