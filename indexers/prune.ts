import { VitrineError } from '#src/errors';
import type { RunState } from './run-state.ts';

const BATCH_IDS = 500;

/** Deletes the items that the sources do not hold, when that is wanted and it is certain that they were read to their end. */
export async function prune(run: RunState): Promise<void> {
  const { options, tally, watch, unsure } = run;
  const { yes } = options;
  if (!options.prune || run.isOver()) return;
  if (tally.cutOff) return tally.notice('nothing was deleted, because a source ends in the middle of a row');
  if (unsure.length > 0 && !yes) return tally.notice(unsureNotice(unsure));
  if (tally.unidentified > 0 && !yes) return tally.notice(unidentifiedNotice(tally.unidentified));
  await refuseShrunk(run);
  await options.beforePrune?.();
  if (run.isOver()) return;
  await watch.time('deleting', () => deleteUnseen(run));
  await run.settle('deleting');
}

/** Throws when so few items were seen that the sources are likely to be broken: less than half of those before. */
async function refuseShrunk({ deps, options, id, itemsBefore }: RunState): Promise<void> {
  if (options.yes) return;
  const kept = Math.max(0, itemsBefore - (await deps.records.countUnseen(options.catalog, id)));
  if (kept * 2 >= itemsBefore) return;
  throw new VitrineError(
    'source_invalid',
    `The sources hold only ${kept} of the catalog's ${itemsBefore} items, so none was deleted (the others are indexed). If that is right, run the same command with --yes.`,
  );
}

async function deleteUnseen({ deps, options, id, tally }: RunState): Promise<void> {
  for (let after: string | undefined; ; ) {
    const ids = await deps.records.unseen(options.catalog, id, { limit: BATCH_IDS, after });
    if (ids.length === 0 || options.signal?.aborted) return;
    await deps.writer.delete(ids);
    tally.add('deleted', ids.length);
    after = ids.at(-1);
  }
}

function unsureNotice(names: readonly string[]): string {
  return `nothing was deleted, because the server does not tell where ${names.join(', ')} ends: --yes takes what came for the whole`;
}

function unidentifiedNotice(rows: number): string {
  const who = rows === 1 ? '1 row was skipped that has' : `${rows} rows were skipped that have`;
  return `nothing was deleted, because ${who} no id, so that its item would count as gone: --yes deletes all the same`;
}
