import type { ItemRecord, NewRecord, PutOutcome } from '#src/ports/records';
import type { LiveDeps } from './live.ts';

/** The log of a catalog as this process writes to it, which tells its own changes from those of others. */
export interface OwnLog {
  /** The newest change that this process knows of. */
  last(): number;
  put(records: readonly NewRecord[]): Promise<readonly PutOutcome[]>;
  delete(ids: readonly string[]): Promise<readonly boolean[]>;
  /** Deletes, and gives what is deleted as it is logged now, by whomever and whenever it was. */
  deleteAndGet(ids: readonly string[]): Promise<{ outcomes: readonly boolean[]; gone: readonly ItemRecord[] }>;
  /** Takes a notice of a change, whosever it is. */
  hear(sequence: number): void;
}

/** `onOther` hears of changes that this process did not make, and answers whether they are taken care of. */
export async function openOwnLog(
  { catalog, state: { records } }: LiveDeps,
  onOther: (sequence: number) => boolean,
): Promise<OwnLog> {
  let last = await records.lastSequence(catalog);
  /** Calls that log something, and what was heard meanwhile: it may be of themselves. */
  let logging = 0;
  let heard = 0;

  const hear = (sequence: number): void => {
    if (logging > 0) heard = Math.max(heard, sequence);
    else if (sequence > last && onOther(sequence)) last = sequence;
  };
  const logOwn = async <Result>(job: () => Promise<Result>): Promise<Result> => {
    logging++;
    try {
      return await job();
    } finally {
      logging--;
      if (logging === 0) hear(heard);
    }
  };
  return {
    last: () => last,
    hear,
    put: (news) =>
      logOwn(async () => {
        const outcomes = await records.put(catalog, news);
        for (const { outcome, sequence } of outcomes) if (outcome !== 'unchanged') last = Math.max(last, sequence);
        return outcomes;
      }),
    delete: (ids) =>
      logOwn(async () => {
        const outcomes = await records.delete(catalog, ids);
        last = Math.max(last, await records.lastSequence(catalog));
        return outcomes;
      }),
    deleteAndGet: (ids) =>
      logOwn(async () => {
        const outcomes = await records.delete(catalog, ids);
        const found = await records.get(catalog, ids);
        const gone = found.filter((record): record is ItemRecord => record?.deleted === true);
        last = Math.max(last, ...gone.map(({ sequence }) => sequence));
        return { outcomes, gone };
      }),
  };
}
