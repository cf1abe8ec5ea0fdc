import { bringLive } from '#indexers/bring-live';
import { catchUp } from '#indexers/catch-up';
import { generationsLease } from '#indexers/current';
import { type Live, type LiveDeps, openPrevious } from '#indexers/live';
import { buildGeneration, dropUnused } from '#indexers/reindex';
import { hasCode, VitrineError } from '#src/errors';
import type { StateStore } from '#src/ports/records';
import { checkSwitch, type SwitchCheck } from './check-switch.ts';
import type { OpenCatalog } from './open-catalog.ts';
import type { ReindexOptions, ReindexReport } from './reindexing.ts';

type OpenOnce = () => Promise<OpenCatalog>;

/** Builds a generation, or opens the one before, and makes it the live one; searches go on meanwhile. */
export async function reindex(options: ReindexOptions, deps: LiveDeps, openOnce: OpenOnce): Promise<ReindexReport> {
  const { source, check } = options;
  if (source === undefined || options.rollback) return change(options, deps, openOnce);
  if (check) {
    const read = await (await openOnce()).index({ ...source, check: true });
    return { ...(await change(options, deps, openOnce)), source: read };
  }
  // An index of other models cannot take new items in: it is mended first, as it stands.
  if (!(await openUnlessIncompatible(openOnce))) await change(options, deps, openOnce);
  let changed: ReindexReport | undefined;
  const beforePrune = async (): Promise<void> => {
    changed = await change(options, deps, openOnce);
  };
  const read = await (await openOnce()).index({ ...source, prune: true, beforePrune });
  if (changed) return { ...changed, items: await deps.state.records.count(deps.catalog), source: read };
  throw new VitrineError(
    read.interrupted ? 'interrupted' : 'source_invalid',
    `The index was not changed over${read.notices.length > 0 ? `: ${read.notices.at(-1)}` : ''}. ${read.interrupted ? 'The same command goes on from there.' : 'Get the source again.'}`,
  );
}

function change(options: ReindexOptions, deps: LiveDeps, openOnce: OpenOnce): Promise<ReindexReport> {
  return withGenerationsLease(options.catalog, deps.state, (isStillAlone) =>
    changeAlone(options, deps, openOnce, isStillAlone),
  );
}

async function changeAlone(
  options: ReindexOptions,
  deps: LiveDeps,
  openOnce: OpenOnce,
  isStillAlone: () => Promise<boolean>,
): Promise<ReindexReport> {
  const start = deps.now();
  const { catalog, state } = deps;
  const before = (await state.generations.live(catalog))?.id ?? null;
  const open = await openUnlessIncompatible(openOnce);
  const next = options.rollback ? await openPrevious(deps) : await buildGeneration(deps, options);
  const report = async (switched: boolean, check: SwitchCheck | null): Promise<ReindexReport> => ({
    catalog,
    generation: next.generation.manifest.id,
    before,
    switched,
    items: await state.records.count(catalog),
    seconds: (deps.now() - start) / 1000,
    check,
  });
  const check = options.rollback ? null : await checkSwitch(next, open?.live(), deps);
  if (options.check) {
    await next.generation.close();
    return report(false, check);
  }
  await refuse(next, check, options);
  if (!(await isStillAlone()))
    throw new VitrineError(
      'interrupted',
      'The connection to the database broke while the index was built. The same command goes on from there.',
    );
  await (open ? open.replace(next) : takeOver(next, deps));
  await dropUnused(deps);
  return report(true, check);
}

/** What was built stays, to be gone on with. */
async function refuse(next: Live, check: SwitchCheck | null, { yes, catalog }: ReindexOptions): Promise<void> {
  if (!check || check.doubts.length === 0 || yes) return;
  await next.generation.close();
  throw new VitrineError(
    'switch_refused',
    `The new index of "${catalog}" is built, but ${check.doubts.join('; ')}. The live one stays. If that is right, run the same command with --yes: nothing is built twice.`,
  );
}

/** The open catalog; undefined when its index does not fit this program, which is what reindexing mends. */
async function openUnlessIncompatible(openOnce: OpenOnce): Promise<OpenCatalog | undefined> {
  try {
    return await openOnce();
  } catch (error) {
    if (hasCode(error, 'generation_incompatible')) return undefined;
    throw error;
  }
}

/** Makes a generation live that nobody has open; the next one to open the catalog finds it. */
async function takeOver(next: Live, deps: LiveDeps): Promise<void> {
  await catchUp(next, deps);
  const lease = await bringLive(next, deps);
  await lease.release();
  await next.generation.close();
}

/**
 * Runs a job that makes or drops generations of a catalog while no other process does. `isStillAlone` is to be asked
 * before the change that cannot be taken back.
 */
async function withGenerationsLease<Result>(
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
