import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { VitrineError } from '#src/errors';
import type { Lease, Leases } from '#src/ports/leases';
import { errorOf } from './failure.ts';
import { openSession, type SessionOptions } from './session.ts';

/** What a lease is to the server; `name` is SQL. */
const keyOf = (name: string): string => `hashtextextended('lease ' || current_schema || ' ' || ${name}, 0)`;
const TRY = `SELECT pg_try_advisory_lock(${keyOf('$1')}) AS held`;
const RELEASE = `SELECT pg_advisory_unlock(${keyOf('$1')})`;
const SHARE = `SELECT pg_advisory_lock_shared(${keyOf('$1')})`;
const RELEASE_SHARE = `SELECT pg_advisory_unlock_shared(${keyOf('$1')})`;
/** Milliseconds between two tries of who waits. */
const AGAIN_MS = 100;

/** SQL: whether any process shares the lease of the name that the SQL gives. */
export function isShared(name: string): string {
  return `${keyOf(name)} IN (
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;
}

export interface PostgresLeases extends Leases {
  /** One that any number may have at the same time, of a name that nobody holds alone. */
  share(name: string): Promise<Lease>;
  close(): Promise<void>;
}

/**
 * Leases as advisory locks of one session, which the server lets go when the session ends. The connection is made by
 * the first lease.
 */
export function createLeases(options: Omit<SessionOptions, 'purpose'>, where: string): PostgresLeases {
  /** Names held or being tried by this process: the server would give a session its own lock again. */
  const mine = new Set<string>();
  const session = createSession(options, where);
  const tryHold = async (name: string): Promise<Lease | undefined> => {
    if (mine.has(name)) return undefined;
    mine.add(name);
    const onReleased = () => mine.delete(name);
    let isHeld = false;
    try {
      return await session.use(async (connected) => {
        const { rows } = await connected.client.query<{ held: boolean }>(TRY, [name]);
        isHeld = rows[0]!.held;
        return isHeld ? leaseOf({ ...connected, onReleased, release: [RELEASE, name] }) : undefined;
      });
    } finally {
      if (!isHeld) onReleased();
    }
  };
  return {
    tryHold,
    share: (name) =>
      session.use(async (connected) => {
        await connected.client.query(SHARE, [name]);
        return leaseOf({ ...connected, onReleased: () => {}, release: [RELEASE_SHARE, name] });
      }),
    hold: async (name, signal) => {
      while (!signal.aborted) {
        const lease = await tryHold(name);
        if (lease) return lease;
        await delay(AGAIN_MS, undefined, { signal }).catch(() => {});
      }
      throw new VitrineError('interrupted', `Interrupted while waiting for "${name}".`);
    },
    close: session.close,
  };
}

interface Connected {
  readonly client: pg.Client;
  /** Whether it is still the one session. */
  readonly isConnected: () => boolean;
  /** Ends the session, with all that it holds; the next lease begins another. */
  readonly giveUp: () => Promise<void>;
}

/** One session at a time, made when it is needed, and anew when it has ended. */
function createSession(options: Omit<SessionOptions, 'purpose'>, where: string) {
  let session: Promise<pg.Client> | undefined;
  let closed = false;
  const begin = (): Promise<pg.Client> => {
    if (closed) throw new VitrineError('internal', `The connection to PostgreSQL at ${where} is closed.`);
    const forget = () => {
      if (session === fresh) session = undefined;
    };
    const fresh = openSession({ ...options, purpose: 'leases' }, forget);
    fresh.catch(forget);
    return fresh;
  };
  const connect = async (): Promise<Connected> => {
    session ??= begin();
    const own = session;
    const client = await own;
    const isConnected = () => session === own;
    const giveUp = async () => {
      if (isConnected()) session = undefined;
      await client.end().catch(() => {});
    };
    return { client, isConnected, giveUp };
  };
  return {
    /** A job that fails ends the session: what the server did not answer it may still grant, and nobody would release it. */
    use: async <Result>(job: (connected: Connected) => Promise<Result>): Promise<Result> => {
      try {
        const connected = await connect();
        return await job(connected).catch(async (error: unknown) => {
          await connected.giveUp();
          throw error;
        });
      } catch (error) {
        throw errorOf(error, where);
      }
    },
    close: async (): Promise<void> => {
      closed = true;
      const client = await session?.catch(() => undefined);
      await client?.end().catch(() => {});
    },
  };
}

interface LeaseParts extends Connected {
  readonly onReleased: () => void;
  /** Statement and name. */
  readonly release: readonly [string, string];
}

function leaseOf({ client, isConnected, giveUp, onReleased, release: [statement, name] }: LeaseParts): Lease {
  let released = false;
  return {
    isHeld: async () => !released && isConnected() && (await answers(client)),
    release: async () => {
      if (released) return;
      released = true;
      if (isConnected()) await client.query(statement, [name]).catch(giveUp);
      onReleased();
    },
  };
}

async function answers(client: pg.Client): Promise<boolean> {
  return client.query('SELECT 1').then(
    () => true,
    () => false,
  );
}
