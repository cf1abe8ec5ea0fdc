import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogs } from '#src/adapters/sqlite/catalogs';
import { openDatabase } from '#src/adapters/sqlite/database';
import { STATE_MIGRATIONS } from '#src/adapters/sqlite/schema';
import { createShopperState } from '#src/adapters/sqlite/shopper-state';
import { openSqliteState } from '#src/adapters/sqlite/state';
import type { ShopEvent } from '#src/domain/event';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-logs-'));
  path = join(folder, 'state.db');
});
afterEach(() => rm(folder, { recursive: true }));

/** Every statement that the logs of shoppers prepare. */
async function statements(): Promise<string[]> {
  const db = await openDatabase({ path, migrations: STATE_MIGRATIONS });
  const prepared: string[] = [];
  const recording: typeof db = {
    ...db,
    prepare: (sql) => {
      prepared.push(sql);
      return db.prepare(sql);
    },
  };
  createShopperState({ db: recording, path, catalogs: createCatalogs(db), onEvents: () => {}, onModel: () => {} });
  await db.close();
  return prepared;
}

describe('statements on the logs of shoppers', () => {
  it('find what they want by an index, the newest of a type in its order', async () => {
    const prepared = await statements();
    const connection = new Libsql(path);
    const planOf = (sql: string) =>
      (connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all([]) as { detail: string }[]).map(({ detail }) => detail);
    const plans = prepared.map((sql) => ({ sql, plan: planOf(sql) }));
    connection.close();
    const walks = plans.filter(({ plan }) => plan.some((step) => /^SCAN (?:events|queries|e|q|t)\b/u.test(step)));
    expect(walks).toEqual([]);
    const newest = plans.filter(({ sql }) => /FROM events [^;]*type = \?2 ORDER BY at DESC/u.test(sql));
    expect(newest.map(({ plan }) => plan)).toEqual([
      ['SEARCH events USING INDEX events_by_user (catalog=? AND user=? AND type=?)'],
      ['SEARCH events USING INDEX events_by_user (catalog=? AND user=? AND type=?)'],
      ['SEARCH events USING INDEX events_unnamed (catalog=? AND session=? AND type=?)'],
    ]);
  });
});

describe('a shopper who is gone', () => {
  const eventOf = (user: string, n: number): ShopEvent => ({
    ...{ id: `${user} ${n}`, user, session: `${user} visit ${n % 9}`, item: `${user} item`, type: 'view' },
    at: Date.UTC(2024, 4, 1) + n,
  });
  const mentions = async (word: string) => {
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')));
    return texts.some((text) => text.includes(word));
  };

  it('is in no file after being erased, not even in what is free of it', async () => {
    const { events, queries, shoppers, close } = await openSqliteState({ path });
    for (let n = 0; n < 20; n++) {
      await events.add(
        'shop',
        [...Array(50).keys()].flatMap((m) => [eventOf('xanthippe', 50 * n + m), eventOf('bob', 50 * n + m)]),
      );
      const text = 'what xanthippe asked '.repeat(40 * n);
      await queries.add('shop', [
        { queryId: `xanthippe ${n}`, user: 'xanthippe', text, at: n, shown: ['xanthippe saw'], offset: 0 },
      ]);
    }
    expect(await mentions('xanthippe')).toBe(true);
    expect(await shoppers.erase('shop', { user: 'xanthippe' })).toEqual({ events: 1_000, queries: 20 });
    expect([await mentions('xanthippe'), await mentions('bob')]).toEqual([false, true]);
    await close();
    expect([await mentions('xanthippe'), await mentions('bob')]).toEqual([false, true]);
  });

  it('is in no file once all that was done is too old to be kept', async () => {
    const { events, shoppers, close } = await openSqliteState({ path });
    await events.add('shop', [eventOf('xanthippe', 1), eventOf('bob', 1_000)]);
    await shoppers.deleteBefore(Date.UTC(2024, 4, 1) + 500);
    expect([await mentions('xanthippe'), await mentions('bob')]).toEqual([false, true]);
    await close();
  });
});
