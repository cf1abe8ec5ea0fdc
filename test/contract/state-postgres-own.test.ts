import { describe, expect, it } from 'vitest';
import { openDatabase } from '#src/adapters/postgres/database';
import { openPostgresState } from '#src/adapters/postgres/state';
import type { Notice } from '#src/ports/notices';
import { usePostgresSchema } from '#test/support/postgres-schema';
import { newManifest } from './state-generations.ts';
import { newRecord } from './state-records.ts';

const url = process.env.DATABASE_URL;

const address = url ?? '';

/** What is PostgreSQL's own, beside the suite that all state stores run. */
describe.skipIf(!url)('PostgreSQL (needs DATABASE_URL)', () => {
  const own = usePostgresSchema(address);
  const { open } = own;
  /** Makes every write to the catalog wait until `admin` ends its transaction. */
  const holdCatalog = async (catalog: string): Promise<void> => {
    await own.admin.query('BEGIN');
    await own.admin.query(`SELECT 1 FROM ${own.name}.catalogs WHERE name = $1 FOR UPDATE`, [catalog]);
  };
  /** The backends of this schema that wait for a lock, as soon as there is one. */
  const waiting = async (): Promise<number[]> => {
    const { rows } = await own.admin.query<{ pid: number }>(
      `SELECT DISTINCT l.pid FROM pg_locks AS l JOIN pg_locks AS r ON r.pid = l.pid
       WHERE NOT l.granted AND r.relation = ($1 || '.catalogs')::regclass`,
      [own.name],
    );
    return rows.length > 0 ? rows.map(({ pid }) => pid) : waiting();
  };

  it('is made once when several processes start at the same time', async () => {
    const states = await Promise.all(Array.from({ length: 6 }, () => open({ connections: 1 })));
    await states[0]!.records.put('shop', [newRecord('a')]);
    expect(await Promise.all(states.map(({ records }) => records.count('shop')))).toEqual(states.map(() => 1));
  });

  it('of a newer version is refused, and left as it is', async () => {
    await (await open()).records.put('shop', [newRecord('a')]);
    await own.admin.query(`UPDATE ${own.name}.schema_version SET version = 1000`);
    await expect(open()).rejects.toMatchObject({
      code: 'data_folder_newer',
      message: expect.stringMatching(/schema 1000; this one knows up to \d+/u),
    });
    expect((await own.admin.query(`SELECT id FROM ${own.name}.records`)).rows).toEqual([{ id: 'a' }]);
  });

  it('that holds the tables of another program is refused', async () => {
    await own.admin.query(`CREATE SCHEMA ${own.name} CREATE TABLE records (a text)`);
    await expect(open()).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('another program'),
    });
    expect((await own.admin.query(`SELECT to_regclass('${own.name}.schema_version') AS made`)).rows).toEqual([
      { made: null },
    ]);
  });

  it('in a database that is not there is told', async () => {
    const elsewhere = new URL(address);
    elsewhere.pathname = '/vitrine_is_not_there';
    await expect(openPostgresState({ url: elsewhere.href })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('vitrine_is_not_there'),
    });
  });

  it('keeps settings that are in the address', async () => {
    const withOptions = new URL(address);
    withOptions.searchParams.set('options', '-c work_mem=5MB');
    const db = await openDatabase({ url: withOptions.href, schema: own.name, migrations: [] });
    const settings = {
      name: 'settings',
      text: "SELECT current_setting('work_mem') AS memory, current_schema AS schema",
    };
    expect(await db.query(settings, [])).toEqual([{ memory: '5MB', schema: own.name }]);
    await db.close();
  });

  it('runs each migration once, in order; one that fails leaves all as it was', async () => {
    const first = "CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('one');";
    const second = "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x || '!';";
    const all = { name: 'all', text: 'SELECT * FROM a' };
    await (await openDatabase({ url: address, schema: own.name, migrations: [first] })).close();
    await expect(
      openDatabase({ url: address, schema: own.name, migrations: [first, second, 'NOT SQL'] }),
    ).rejects.toThrow('syntax');
    const before = await openDatabase({ url: address, schema: own.name, migrations: [first] });
    expect(await before.query(all, [])).toEqual([{ x: 'one' }]);
    await before.close();
    for (let time = 0; time < 2; time++) {
      const db = await openDatabase({ url: address, schema: own.name, migrations: [first, second] });
      expect(await db.query(all, [])).toEqual([{ x: 'one', y: 'one!' }]);
      await db.close();
    }
  });

  it('answers reads while more writers wait for a catalog than there are connections', async () => {
    const { records } = await open({ connections: 2 });
    await records.put('shop', [newRecord('a')]);
    await holdCatalog('shop');
    const writes = Promise.all(Array.from({ length: 10 }, (_, index) => records.put('shop', [newRecord(`${index}`)])));
    await waiting();
    expect(await records.count('shop')).toBe(1);
    expect(await records.put('other', [newRecord('a')])).toEqual([{ outcome: 'created', sequence: 1 }]);
    await own.admin.query('COMMIT');
    await writes;
    expect(await records.lastSequence('shop')).toBe(11);
  });

  it('does not wait for a lock for ever', async () => {
    const { records } = await open({ lockTimeoutMs: 20 });
    await records.put('shop', [newRecord('a')]);
    await holdCatalog('shop');
    await expect(records.put('shop', [newRecord('b')])).rejects.toMatchObject({ code: 'timeout' });
    await own.admin.query('COMMIT');
    expect(await records.put('shop', [newRecord('b')])).toEqual([{ outcome: 'created', sequence: 2 }]);
  });

  it('whose server ends a connection within a write has written nothing, and goes on with another', async () => {
    const { records } = await open({ connections: 1 });
    await records.put('shop', [newRecord('a')]);
    await holdCatalog('shop');
    const refused = expect(records.put('shop', [newRecord('b')])).rejects.toMatchObject({ code: 'store_unavailable' });
    for (const pid of await waiting()) await own.admin.query('SELECT pg_terminate_backend($1)', [pid]);
    await refused;
    await own.admin.query('COMMIT');
    expect(await records.count('shop')).toBe(1);
    expect(await records.put('shop', [newRecord('b')])).toEqual([{ outcome: 'created', sequence: 2 }]);
  });

  it('lets what is under way come to its end when it is closed', async () => {
    const { records, close } = await open({ connections: 1 });
    await records.put('shop', [newRecord('a')]);
    const reads = Array.from({ length: 5 }, () => records.count('shop'));
    await close();
    expect(await Promise.all(reads)).toEqual([1, 1, 1, 1, 1]);
  });

  it('drops the marks of a run that never ended when another one begins more than a week later', async () => {
    let now = 1_700_000_000_000;
    const { records } = await open({ now: () => now });
    await records.markSeen('shop', 'lost', ['a']);
    now += 6 * 86_400_000;
    await records.markSeen('shop', 'second', ['a']);
    expect(await records.markSeen('shop', 'lost', ['a'])).toEqual([true]);
    now += 2 * 86_400_000;
    await records.markSeen('shop', 'third', ['a']);
    expect(await records.markSeen('shop', 'second', ['a'])).toEqual([true]);
    expect(await records.markSeen('shop', 'lost', ['a'])).toEqual([false]);
  });
});

describe.skipIf(!url)('notices of PostgreSQL (needs DATABASE_URL)', () => {
  const own = usePostgresSchema(address);
  it('go on after the server ended their connection, and say that some may have been missed', async () => {
    const [one, other] = [await own.open(), await own.open()];
    const heard: Notice[] = [];
    let waiting: { kind: Notice['kind']; resolve: () => void } | undefined;
    const next = (kind: Notice['kind']) =>
      new Promise<void>((resolve) => {
        waiting = { kind, resolve };
      });
    other.notices.subscribe((notice) => {
      heard.push(notice);
      if (notice.kind === waiting?.kind) waiting.resolve();
    });
    await other.notices.ready();
    const unsure = next('unsure');
    await own.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'vitrine notices' AND query LIKE '%' || $1 || '%'`,
      [own.name],
    );
    await unsure;
    const items = next('items');
    await one.records.put('shop', [newRecord('a')]);
    await items;
    expect(heard.at(-1)).toEqual({ kind: 'items', catalog: 'shop', sequence: 1 });
  });

  it('and leases end with their connection', async () => {
    const [one, other] = [await own.open(), await own.open()];
    const lease = await one.leases.tryHold('job');
    await one.generations.register(newManifest('shop', 'g1'));
    await one.generations.searching('shop', 'g1');
    const searched = async () => (await other.generations.searched('shop')).length;
    expect(await searched()).toBe(1);
    expect(await other.leases.tryHold('job')).toBeUndefined();
    const gone = other.leases.hold('job', new AbortController().signal);
    await own.admin.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
       WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'vitrine leases'
         AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('lease ' || $1 || ' job', 0)`,
      [own.name],
    );
    const taken = await gone;
    expect([await lease?.isHeld(), await taken.isHeld(), await searched()]).toEqual([false, true, 0]);
    await lease?.release();
    await taken.release();
  });

  it('and a lease that the server grants only after nobody waits for it any more is let go', async () => {
    const state = await own.open({ answerTimeoutMs: 500 });
    const lock = `hashtextextended('lease ${own.name} search g1 shop', 0)`;
    await own.admin.query(`SELECT pg_advisory_lock(${lock})`);
    await expect(state.generations.searching('shop', 'g1')).rejects.toMatchObject({ code: 'store_unavailable' });
    // Who waited first is served first.
    await own.admin.query(`SELECT pg_advisory_unlock(${lock})`);
    await own.admin.query("SET lock_timeout = '2s'");
    await own.admin.query(`SELECT pg_advisory_lock(${lock})`);
    await own.admin.query(`SELECT pg_advisory_unlock(${lock})`);
    const lease = await state.generations.searching('shop', 'g1');
    expect(await lease.isHeld()).toBe(true);
    await lease.release();
  });
});
