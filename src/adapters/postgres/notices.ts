import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import type { Notice, Notices } from '#src/ports/notices';
import type { Query } from './database.ts';
import { openSession, type SessionOptions } from './session.ts';

const NOTIFY = { name: 'notices_notify', text: 'SELECT pg_notify(current_schema, $1)' };

/** Tells a change to all who listen, once the transaction that makes it is committed. */
export async function notify(query: Query, notice: Exclude<Notice, { kind: 'unsure' }>): Promise<void> {
  await query(NOTIFY, [JSON.stringify(notice)]);
}

export interface PostgresNotices extends Notices {
  close(): Promise<void>;
}

export interface NoticesOptions extends Omit<SessionOptions, 'purpose'> {
  readonly schema: string;
  /** Between two questions whether the connection still stands. Milliseconds. */
  readonly checkMs?: number;
  /** Before the first try to connect again; doubles up to thirty times as much. Milliseconds. */
  readonly reconnectMs?: number;
}

const Told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('items'), catalog: z.string(), sequence: z.number() }),
  z.object({ kind: z.literal('generations'), catalog: z.string() }),
  z.object({ kind: z.literal('events'), catalog: z.string() }),
  z.object({ kind: z.literal('models'), catalog: z.string(), name: z.string() }),
]);

/**
 * LISTEN on a connection of its own, made for the first listener. While it is broken nothing is heard; when it stands
 * again everybody is told to be unsure.
 */
export function createNotices(options: NoticesOptions): PostgresNotices {
  const { schema, checkMs = 10_000, reconnectMs = 100 } = options;
  const listeners = new Set<(notice: Notice) => void>();
  const stop = new AbortController();
  const tell = (notice: Notice): void => {
    for (const listener of listeners) listener(notice);
  };
  let running: Promise<void> | undefined;
  let isReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const run = async (): Promise<void> => {
    for (let failures = 0; !stop.signal.aborted; failures++) {
      const ended = new AbortController();
      const client = await openSession({ ...options, purpose: 'notices' }, () => ended.abort()).catch(() => undefined);
      if (client && (await listen(client, schema, tell))) {
        failures = -1;
        isReady();
        tell({ kind: 'unsure' });
        await watch(client, AbortSignal.any([ended.signal, stop.signal]), checkMs, () => tell({ kind: 'unsure' }));
      }
      await client?.end().catch(() => {});
      await wait(reconnectMs * 2 ** Math.min(5, Math.max(0, failures)), stop.signal);
    }
  };
  return {
    ready: () => ready,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!stop.signal.aborted) running ??= run();
      return () => listeners.delete(listener);
    },
    close: async () => {
      stop.abort();
      listeners.clear();
      await running;
    },
  };
}

async function listen(client: pg.Client, schema: string, tell: (notice: Notice) => void): Promise<boolean> {
  client.on('notification', ({ payload = '' }) => {
    const told = Told.safeParse(jsonOf(payload));
    if (told.success) tell(told.data);
  });
  return client.query(`LISTEN "${schema}"`).then(
    () => true,
    () => false,
  );
}

/** Until the connection ends, or does not answer any more. */
async function watch(client: pg.Client, end: AbortSignal, checkMs: number, onCheck: () => void): Promise<void> {
  for (;;) {
    await wait(checkMs, end);
    if (end.aborted) return;
    const answers = await client.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (!answers) return;
    onCheck();
  }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => {});
}

/** Other programs may use the channel. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
