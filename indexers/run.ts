import type { IndexOptions, IndexReport } from './report.ts';
import type { RunDeps } from './run-state.ts';
import { createRun } from './run-steps.ts';
import { openSources, type WaitingSources } from './sources/open-all.ts';

/**
 * Brings a catalog up to date from sources: the use case behind `vitrine index`.
 * Rows flow source → item → record → log, and from there by the writer into the live generation, each stage at work
 * while the next one is. When something fails, all that was read before is kept and the same command goes on.
 */
export async function runIndex(deps: RunDeps, options: IndexOptions): Promise<IndexReport> {
  const sources = await openSources(options.sources, options.format, deps.files);
  try {
    return await indexSources(sources, deps, options);
  } finally {
    await sources.close();
  }
}

async function indexSources(sources: WaitingSources, deps: RunDeps, options: IndexOptions): Promise<IndexReport> {
  const run = await createRun(deps, options);
  try {
    await run.catchUp();
    for await (const source of sources.next()) await run.read(source);
    await run.settle();
    await run.prune();
    await run.buildIndexes();
    return run.report();
  } catch (error) {
    await run.keepWhatWasRead();
    throw error;
  } finally {
    await run.end();
  }
}
