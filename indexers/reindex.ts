import type { GenerationManifest } from '#src/domain/generation';
import { hasCode, VitrineError } from '#src/errors';
import { catchUp } from './catch-up.ts';
import { planGeneration, SAMPLED_ITEMS } from './generation.ts';
import { calibrate, createBeside, type Live, type LiveDeps, openManifest } from './live.ts';
import type { OnProgress } from './progress.ts';

export interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress;
}

/**
 * Builds a new generation from the items of record, beside the live one, with the models and the analyser of this
 * program; an unfinished one that fits is gone on with. It is not live yet. Interrupted: throws `interrupted`.
 */
export async function buildGeneration(deps: LiveDeps, { signal, onProgress = () => {} }: BuildOptions): Promise<Live> {
  const building = await beginOrResume(deps);
  const total = await deps.state.records.count(deps.catalog);
  let done = await building.generation.count();
  await catchUp(building, deps, ({ documents }) => {
    done += documents.length;
    onProgress({ phase: 'encoding and writing', done, total: Math.max(done, total) });
    if (signal?.aborted)
      throw new VitrineError(
        'interrupted',
        `Interrupted after ${done} of ${total} items. The same command goes on from there.`,
      );
  });
  await building.generation.optimise((phase) => onProgress({ phase, done, total }));
  return calibrate(building, deps);
}

async function beginOrResume(deps: LiveDeps): Promise<Live> {
  const { catalog, encoders, state, now } = deps;
  const known = await state.generations.list(catalog);
  const sample = (await state.records.changesAfter(catalog, 0, SAMPLED_ITEMS)).filter(({ deleted }) => !deleted);
  if (sample.length === 0)
    throw new VitrineError(
      'catalog_not_found',
      `There are no items of a catalog "${catalog}". Add some with: vitrine index FILE --catalog ${catalog}`,
    );
  const items = sample.map(({ item }) => item);
  const planned = planGeneration({ id: nextId(known), catalog, encoders, sample: items, createdAt: new Date(now()) });
  for (const unfinished of (await unused(deps)).filter((manifest) => isAlike(manifest, planned))) {
    const live = await openIfThere(unfinished, deps);
    if (live) return live;
  }
  return createBeside(planned, deps);
}

/** One may be known of which nothing is there: whoever made or dropped it was killed in between. It is dropped like all unused. */
async function openIfThere(manifest: GenerationManifest, deps: LiveDeps): Promise<Live | undefined> {
  try {
    return await openManifest(manifest, deps);
  } catch (error) {
    if (hasCode(error, 'generation_incompatible')) return undefined;
    throw error;
  }
}

/** Drops the generations that are not live, nor the one to go back to, nor searched by any process. */
export async function dropUnused(deps: LiveDeps): Promise<void> {
  for (const manifest of await unused(deps)) {
    await deps.store.drop(manifest);
    await deps.state.generations.forget(deps.catalog, manifest.id);
  }
}

async function unused({ catalog, state }: LiveDeps): Promise<readonly GenerationManifest[]> {
  const searched = await state.generations.searched(catalog);
  const inUse = [...searched, await state.generations.previous(catalog)].map((used) => used?.id);
  return (await state.generations.list(catalog)).filter(({ id }) => !inUse.includes(id));
}

function nextId(known: readonly GenerationManifest[]): string {
  return `g${Math.max(0, ...known.map(({ id }) => Number(id.slice(1)) || 0)) + 1}`;
}

/** Whether what was built so far is what would be built now; thresholds and time do not matter. */
function isAlike(a: GenerationManifest, b: GenerationManifest): boolean {
  const essence = ({ format, analyser, spaces, numericFields }: GenerationManifest) =>
    JSON.stringify([format, analyser, spaces, numericFields]);
  return essence(a) === essence(b);
}
