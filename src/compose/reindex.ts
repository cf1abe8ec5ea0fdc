import { type Live, type LiveDeps, openPrevious } from '#indexers/live';
import type { OnProgress } from '#indexers/progress';
import { buildGeneration, dropUnused } from '#indexers/reindex';
import { catchUp } from '#indexers/writer';
import { VitrineError } from '#src/errors';
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
  const start = deps.now();
  const { catalog, state } = deps;
  const before = (await state.generations.live(catalog))?.id ?? null;
  const open = await openUnlessIncompatible(openOnce);
  const next = options.rollback ? await openPrevious(deps) : await buildGeneration(deps, options);
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

/** Lets one job of a kind run for each name; a second one is told that there is one. */
export function createExclusive(): { run<Result>(name: string, job: () => Promise<Result>): Promise<Result> } {
  const since = new Map<string, string>();
  return {
    run: async (name, job) => {
      const running = since.get(name);
      if (running)
        throw new VitrineError(
          'data_folder_held',
          `The catalog "${name}" is being reindexed since ${running}. Wait until that is done.`,
        );
      since.set(name, new Date().toISOString());
      try {
        return await job();
      } finally {
        since.delete(name);
      }
    },
  };
}
