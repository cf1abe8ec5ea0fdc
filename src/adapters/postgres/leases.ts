import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { VitrineError } from '#src/errors';
import type { Lease, Leases } from '#src/ports/leases';
import { errorOf } from './failure.ts';
import { openSession, type SessionOptions } from './session.ts';

const TRY = `SELECT pg_try_advisory_lock(hashtextextended('lease ' || current_schema || ' ' || $1, 0)) AS held`;
const RELEASE = `SELECT pg_advisory_unlock(hashtextextended('lease ' || current_schema || ' ' || $1, 0))`;
/** Milliseconds between two tries of who waits. */
const AGAIN_MS = 100;

export interface PostgresLeases extends Leases {
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
    try {
      const { client, isConnected } = await session.connect();
      const { rows } = await client.query<{ held: boolean }>(TRY, [name]);
      if (rows[0]!.held) return leaseOf({ name, client, isConnected, onReleased });
    } catch (error) {
      onReleased();
      throw errorOf(error, where);
    }
    onReleased();
    return undefined;
  };
  return {
    tryHold,
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
  return {
    connect: async (): Promise<Connected> => {
      session ??= begin();
      const own = session;
      return { client: await own, isConnected: () => session === own };
    },
    close: async (): Promise<void> => {
      closed = true;
      const client = await session?.catch(() => undefined);
      await client?.end().catch(() => {});
    },
  };
}

interface LeaseParts extends Connected {
  readonly name: string;
  readonly onReleased: () => void;
}

function leaseOf({ name, client, isConnected, onReleased }: LeaseParts): Lease {
  let released = false;
  return {
    isHeld: async () => !released && isConnected() && (await answers(client)),
    release: async () => {
      if (released) return;
      released = true;
      // A session that does not answer is given up, with all that it holds.
      if (isConnected()) await client.query(RELEASE, [name]).catch(() => client.end().catch(() => {}));
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
