import { setImmediate } from 'node:timers/promises';
import type { SearchPage } from '#src/domain/hit';
import type { SearchRequest } from '#src/domain/query';
import type { LoggedQuery, QueryLog } from '#src/ports/query-log';

/** Ids of a page that are kept: people do not look at more. */
const MOST_SHOWN = 100;
/** Queries that wait to be logged; beyond, what comes is not logged. */
const MOST_WAITING = 10_000;

/**
 * What is kept of a search: nothing where it names nobody, because nobody could have it erased, and nothing where it
 * shows another page of a list that was logged already.
 */
export function loggedQuery(request: SearchRequest, page: SearchPage, at: number): LoggedQuery | undefined {
  const { user, session, text = '', queryId, offset } = request;
  if ((user === undefined && session === undefined) || queryId === page.queryId) return undefined;
  return {
    queryId: page.queryId,
    ...(user !== undefined && { user }),
    ...(session !== undefined && { session }),
    text,
    at,
    shown: page.hits.slice(0, MOST_SHOWN).map(({ id }) => id),
    offset,
  };
}

export interface QueryRecorder {
  /** Takes a query and returns at once. */
  record(catalog: string, query: LoggedQuery): void;
  /** Until everything taken is logged. */
  drain(): Promise<void>;
  /** Queries that could not be logged. */
  readonly lost: number;
}

/** Logs queries after the answers they belong to, those that come meanwhile together. */
export function createQueryRecorder(log: Pick<QueryLog, 'add'>): QueryRecorder {
  let waiting = new Map<string, LoggedQuery[]>();
  let count = 0;
  let lost = 0;
  let running: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    while (count > 0) {
      await setImmediate();
      const batches = waiting;
      waiting = new Map();
      count = 0;
      for (const [catalog, queries] of batches) {
        await log.add(catalog, queries).catch(() => {
          lost += queries.length;
        });
      }
    }
    running = undefined;
  };
  return {
    record: (catalog, query) => {
      if (count >= MOST_WAITING) return void lost++;
      const list = waiting.get(catalog) ?? [];
      list.push(query);
      waiting.set(catalog, list);
      count++;
      running ??= write();
    },
    drain: async () => {
      await running;
    },
    get lost() {
      return lost;
    },
  };
}
