import { catchUp } from '#indexers/catch-up';
import { generationsLease } from '#indexers/current';
import { type Live, type LiveDeps, openPrevious } from '#indexers/live';
import type { OnProgress } from '#indexers/progress';
import { buildGeneration, dropUnused } from '#indexers/reindex';
import { VitrineError } from '#src/errors';
import type { StateStore } from '#src/ports/records';
import type { OpenCatalog } from './catalog.ts';

export interface ReindexOptions {
  readonly catalog: string;
  /** Go back to the generation before instead of building one. */
  readonly rollback: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface ReindexReport {
  readonly catalog: string;
  /** The generation that is live now, and the one that was. */
  readonly generation: string;
  readonly before: string | null;
  readonly items: number;
  readonly seconds: number;
}

/** Builds a generation, or opens the one before, and makes it the live one; searches go on meanwhile. */
export async function reindex(
  options: ReindexOptions,
  deps: LiveDeps,
  openOnce: () => Promise<OpenCatalog>,
): Promise<ReindexReport> {
  return withGenerationsLease(options.catalog, deps.state, (isStillAlone) =>
    reindexAlone(options, deps, openOnce, isStillAlone),
  );
}

async function reindexAlone(
  options: ReindexOptions,
  deps: LiveDeps,
  openOnce: () => Promise<OpenCatalog>,
  isStillAlone: () => Promise<boolean>,
): Promise<ReindexReport> {
  const start = deps.now();
  const { catalog, state } = deps;
  const before = (await state.generations.live(catalog))?.id ?? null;
  const open = await openUnlessIncompatible(openOnce);
  const next = options.rollback ? await openPrevious(deps) : await buildGeneration(deps, options);
  if (!(await isStillAlone()))
    throw new VitrineError(
      'interrupted',
      'The connection to the database broke while the index was built. The same command goes on from there.',
    );
  await (open ? open.replace(next) : takeOver(next, deps));
  await dropUnused(deps);
  const generation = next.generation.manifest.id;
  return {
    catalog,
    generation,
    before,
    items: await state.records.count(catalog),
    seconds: (deps.now() - start) / 1000,
  };
}

/** The open catalog; undefined when its index does not fit this program, which is what reindexing mends. */
async function openUnlessIncompatible(openOnce: () => Promise<OpenCatalog>): Promise<OpenCatalog | undefined> {
  try {
    return await openOnce();
  } catch (error) {
    if (error instanceof VitrineError && error.code === 'generation_incompatible') return undefined;
    throw error;
  }
}

/** Makes a generation live that nobody has open; the next one to open the catalog finds it. */
async function takeOver(next: Live, deps: LiveDeps): Promise<void> {
  await catchUp(next, deps);
  await deps.state.generations.switchTo(deps.catalog, next.generation.manifest.id);
  await next.generation.close();
}

/**
 * Runs a job that makes or drops generations of a catalog while no other process does. `isStillAlone` is to be asked
 * before the change that cannot be taken back.
 */
export async function withGenerationsLease<Result>(
  catalog: string,
  { leases }: StateStore,
  job: (isStillAlone: () => Promise<boolean>) => Promise<Result>,
): Promise<Result> {
  const lease = await leases.tryHold(generationsLease(catalog));
  if (!lease)
    throw new VitrineError(
      'data_folder_held',
      `The catalog "${catalog}" is being reindexed, or made, by another command. Wait until that is done.`,
    );
  try {
    return await job(lease.isHeld);
  } finally {
    await lease.release();
  }
}
