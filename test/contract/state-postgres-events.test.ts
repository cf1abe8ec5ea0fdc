import { describe, expect, it } from 'vitest';
import { usePostgresSchema } from '#test/support/postgres-schema';
import { all, DAY, HOUR, newEvent, unnamed } from './state-events.ts';
import { newModel } from './state-models.ts';

const url = process.env.DATABASE_URL;

/** What is PostgreSQL's own about events and models, beside the suite that all state stores run. */
describe.skipIf(!url)('PostgreSQL, events and models (needs DATABASE_URL)', () => {
  const own = usePostgresSchema(url ?? '');
  const { open } = own;
  const partitions = async (): Promise<string[]> => {
    const { rows } = await own.admin.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
       WHERE i.inhparent = ('${own.name}.events')::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('keeps each quarter of a year in a table of its own, made when it is needed', async () => {
    const { events } = await open();
    const times = ['1999-12-31T23:59:59.999Z', '2000-01-01', '2024-06-30', '2024-07-01'].map(Date.parse);
    await events.add(
      'shop',
      times.map((at) => newEvent({ at })),
    );
    expect(await partitions()).toEqual(['events_1999_4', 'events_2000_1', 'events_2024_2', 'events_2024_3']);
    expect((await all(events.read('shop'))).map(({ at }) => at)).toEqual(times);
  });

  it('makes partitions at the same time as others do, whatever the catalog', async () => {
    const states = await Promise.all(Array.from({ length: 4 }, () => open({ connections: 3 })));
    const calls = Array.from({ length: 24 }, (_, call) => {
      const batch = Array.from({ length: 8 }, (_, quarter) =>
        newEvent({ at: DAY - ((quarter + call) % 8) * 2_200 * HOUR }),
      );
      return states[call % 4]!.events.add(`shop ${call % 3}`, batch);
    });
    expect((await Promise.all(calls)).flat().every((outcome) => outcome === 'added')).toBe(true);
    expect(await partitions()).toHaveLength(8);
  });

  it('drops what is old as a whole, also while another process writes into it', async () => {
    const [one, other] = [await open(), await open()];
    await other.events.add('shop', [newEvent({ at: DAY - 9_000 * HOUR }), newEvent({ at: DAY })]);
    const writes = Promise.all(
      Array.from({ length: 20 }, () =>
        other.events.add('shop', [newEvent({ at: DAY - 9_000 * HOUR }), newEvent({ at: DAY + HOUR })]),
      ),
    );
    const deleted = await one.shoppers.deleteBefore(DAY);
    expect(deleted.events).toBeGreaterThan(0);
    expect((await writes).flat().every((outcome) => outcome === 'added')).toBe(true);
    await one.shoppers.deleteBefore(DAY);
    expect(await partitions()).toEqual(['events_2024_2']);
    expect(await one.events.counts('shop')).toMatchObject({ events: 21, oldest: DAY });
    expect(await all(one.events.read('shop'))).toHaveLength(21);
  });

  it('whose server ends a connection within a write has added nothing, and adds it when it is asked again', async () => {
    const { events } = await open({ connections: 2 });
    await events.add('shop', [newEvent({ session: 's' })]);
    await own.admin.query('BEGIN');
    await own.admin.query(`SELECT 1 FROM ${own.name}.event_logs FOR UPDATE`);
    const batch = [unnamed('s'), newEvent()];
    const refused = expect(events.add('shop', batch)).rejects.toMatchObject({ code: 'store_unavailable' });
    for (let killed = 0; killed === 0; ) {
      const { rows } = await own.admin.query<{ pid: number }>(
        `SELECT DISTINCT l.pid FROM pg_locks AS l JOIN pg_locks AS r ON r.pid = l.pid
         WHERE NOT l.granted AND r.relation = ('${own.name}.event_logs')::regclass`,
      );
      for (const { pid } of rows) await own.admin.query('SELECT pg_terminate_backend($1)', [pid]);
      killed = rows.length;
    }
    await refused;
    await own.admin.query('COMMIT');
    expect((await events.counts('shop')).events).toBe(1);
    expect(await events.add('shop', batch)).toEqual(['added', 'added']);
  });

  it('whose publication is cut off keeps the model that was live, and drops the rest later', async () => {
    let now = 1_700_000_000_000;
    const { models } = await open({ now: () => now });
    await models.publish('shop', 'cf', newModel('v1'));
    const parts = () =>
      own.admin.query(`SELECT count(*)::int AS parts FROM ${own.name}.model_parts`).then(({ rows }) => rows[0].parts);
    // As a process leaves it that was killed between the parts.
    await own.admin.query(`INSERT INTO ${own.name}.models (catalog, name, version, state, created, begun, bytes, about)
      SELECT key, 'cf', 'v2', 'coming', 'now', ${now}, 9, '{}' FROM ${own.name}.catalogs`);
    await own.admin.query(`INSERT INTO ${own.name}.model_parts SELECT max(key), 0, 'abc' FROM ${own.name}.models`);
    expect((await models.live('shop', 'cf'))?.version).toBe('v1');
    expect(await models.load('shop', 'cf', 'v2')).toBeUndefined();
    await models.publish('shop', 'cf', newModel('v2'));
    expect(await parts()).toBe(3);
    now += 2 * HOUR;
    await models.publish('shop', 'cf', newModel('v3'));
    expect(await parts()).toBe(2);
    expect((await models.previous('shop', 'cf'))?.version).toBe('v2');
  });
});
