import type { Database, Query } from './database.ts';

const LOCK = { name: 'partitions_lock', text: "SELECT pg_advisory_xact_lock(hashtext(current_schema || ' events'))" };
const LIST = {
  name: 'partitions_list',
  text: `SELECT c.relname AS name FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'events'::regclass ORDER BY c.relname`,
};
const NAME = /^events_(\d{4})_([1-4])$/u;

/** A quarter of a year, e.g. `2024_2` for April to June. Several years make some ten tables, which are planned quickly. */
export interface Partition {
  /** Of its table. */
  readonly table: string;
  /** Milliseconds since 1970; `end` is the first that is not in it. */
  readonly start: number;
  readonly end: number;
}

export interface EventPartitions {
  /** Makes the partitions of these times, where they are not there. */
  ensure(times: Iterable<number>): Promise<void>;
  /** Looks again what is there, after another process may have dropped some. */
  forget(): void;
}

/** Partitions are made in a transaction of their own, which holds no other lock, so nobody waits for each other. */
export function createEventPartitions(db: Database): EventPartitions {
  let known = new Set<string>();
  return {
    ensure: async (times) => {
      const wanted = new Map<string, Partition>();
      for (const time of times) {
        const partition = partitionOf(time);
        if (!known.has(partition.table)) wanted.set(partition.table, partition);
      }
      if (wanted.size === 0) return;
      await db.write(' event partitions', async (query) => {
        await query(LOCK, []);
        const there = new Set((await query<{ readonly name: string }>(LIST, [])).map(({ name }) => name));
        for (const partition of wanted.values()) if (!there.has(partition.table)) await make(query, partition);
      });
      for (const table of wanted.keys()) known.add(table);
    },
    forget: () => {
      known = new Set();
    },
  };
}

/** All that are there, the oldest first. */
export async function listPartitions(query: Query): Promise<Partition[]> {
  const rows = await query<{ readonly name: string }>(LIST, []);
  return rows.flatMap(({ name }) => {
    const found = NAME.exec(name);
    return found ? [quarter(Number(found[1]), Number(found[2]) - 1)] : [];
  });
}

/** Attaching takes a weaker lock than making it a partition at once: nobody has to wait for it. */
async function make(query: Query, { table, start, end }: Partition): Promise<void> {
  await query({ name: `${table}_make`, text: `CREATE TABLE ${table} (LIKE events INCLUDING DEFAULTS)` }, []);
  const text = `ALTER TABLE events ATTACH PARTITION ${table} FOR VALUES FROM (${start}) TO (${end})`;
  await query({ name: `${table}_attach`, text }, []);
}

function partitionOf(time: number): Partition {
  const date = new Date(time);
  return quarter(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3));
}

/** `number` from 0. */
function quarter(year: number, number: number): Partition {
  const table = `events_${year}_${number + 1}`;
  return { table, start: Date.UTC(year, number * 3, 1), end: Date.UTC(year, number * 3 + 3, 1) };
}
