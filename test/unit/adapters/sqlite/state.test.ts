import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#src/adapters/sqlite/database';
import { openSqliteState } from '#src/adapters/sqlite/state';
import type { NewRecord } from '#src/ports/records';
import { lastBeforeKill } from '#test/support/killed-writer';

const newRecord = (id: string, hash: string, description = ''): NewRecord => ({
  item: { id, title: id, kind: 'product', description, attributes: {} },
  pictures: [],
  hash,
});

describe('the state in a file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-sqlite-'));
    path = join(folder, 'state.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is there when it is opened again', async () => {
    const first = await openSqliteState({ path });
    await first.records.put('shop', [newRecord('a', 'h1'), newRecord('b', 'h1')]);
    await first.records.delete('shop', ['a']);
    await first.records.markSeen('shop', 'run', ['b']);
    await first.close();
    const second = await openSqliteState({ path });
    expect(await second.records.put('shop', [newRecord('b', 'h1'), newRecord('a', 'h1')])).toEqual([
      { outcome: 'unchanged', sequence: 2 },
      { outcome: 'created', sequence: 4 },
    ]);
    expect(await second.records.count('shop')).toBe(2);
    expect(await second.records.unseen('shop', 'run', { limit: 9 })).toEqual(['a']);
    await second.close();
  });

  it('loses nothing that was acknowledged when the process is killed', async () => {
    const acknowledged = await lastBeforeKill({ script: 'state-writer-process.ts', argv: [path], lines: 20 });
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    const state = await openSqliteState({ path });
    const changes = await state.records.changesAfter('shop', 0, 1_000_000);
    expect(changes.length).toBeGreaterThanOrEqual(acknowledged);
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
    expect(await state.records.count('shop')).toBe(changes.length);
    await state.close();
  });

  it('keeps what it has when the disk is full, and takes the rest when there is room again', async () => {
    const narrow = await openSqliteState({ path, maxPages: 60 });
    await narrow.records.put('shop', [newRecord('a', 'h1')]);
    const many = Array.from({ length: 100 }, (_, index) => newRecord(`item ${index}`, 'h1', 'long '.repeat(1_000)));
    await expect(narrow.records.put('shop', [newRecord('a', 'h2'), ...many])).rejects.toMatchObject({
      code: 'storage_full',
    });
    expect((await narrow.records.get('shop', ['a', 'item 0'])).map((record) => record?.hash)).toEqual([
      'h1',
      undefined,
    ]);
    expect(await narrow.records.lastSequence('shop')).toBe(1);
    expect(await narrow.records.put('shop', [newRecord('b', 'h1')])).toEqual([{ outcome: 'created', sequence: 2 }]);
    await narrow.close();
    const wide = await openSqliteState({ path });
    await wide.records.put('shop', many);
    expect(await wide.records.count('shop')).toBe(102);
    await wide.close();
  });

  it('drops the marks of a run that never ended when another one begins more than a week later', async () => {
    let now = 1_700_000_000_000;
    const state = await openSqliteState({ path, now: () => now });
    await state.records.markSeen('shop', 'lost', ['a']);
    now += 6 * 86_400_000;
    await state.records.markSeen('shop', 'second', ['a']);
    expect(await state.records.markSeen('shop', 'lost', ['a'])).toEqual([true]);
    now += 2 * 86_400_000;
    await state.records.markSeen('shop', 'third', ['a']);
    expect(await state.records.markSeen('shop', 'second', ['a'])).toEqual([true]);
    expect(await state.records.markSeen('shop', 'lost', ['a'])).toEqual([false]);
    await state.close();
  });

  it('of a newer version is refused, and left as it is', async () => {
    await (await openSqliteState({ path })).close();
    const raw = new Libsql(path);
    raw.exec('PRAGMA user_version = 1000');
    raw.close();
    await expect(openSqliteState({ path })).rejects.toMatchObject({
      code: 'data_folder_newer',
      message: expect.stringMatching(/schema 1000; this one knows up to \d+/u),
    });
  });

  it('that is something else is refused', async () => {
    await writeFile(path, 'This is a letter, not a database.\n'.repeat(300));
    await expect(openSqliteState({ path })).rejects.toMatchObject({ code: 'data_folder_damaged' });
    const foreign = new Libsql(join(folder, 'foreign.db'));
    foreign.exec('CREATE TABLE records (a)');
    foreign.close();
    await expect(openSqliteState({ path: join(folder, 'foreign.db') })).rejects.toMatchObject({
      code: 'data_folder_damaged',
      message: expect.stringContaining('another program'),
    });
  });

  it('where there is no folder is told', async () => {
    await expect(openSqliteState({ path: join(folder, 'no', 'state.db') })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining(join('no', 'state.db')),
    });
  });

  it('that another program is writing to is told as held', async () => {
    await (await openSqliteState({ path })).close();
    const other = new Libsql(path);
    const state = await openSqliteState({ path, busyTimeoutMs: 1 });
    other.exec('BEGIN IMMEDIATE');
    await expect(state.records.put('shop', [newRecord('a', 'h1')])).rejects.toMatchObject({ code: 'data_folder_held' });
    other.exec('COMMIT');
    other.close();
    expect(await state.records.put('shop', [newRecord('a', 'h1')])).toEqual([{ outcome: 'created', sequence: 1 }]);
    await state.close();
  });
});

describe('migrations', () => {
  const first = "CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('one');";
  const second = "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x || '!';";
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-migrations-'));
    path = join(folder, 'some.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('run once each, in order, over what is there', async () => {
    await (await openDatabase({ path, migrations: [first] })).close();
    for (let time = 0; time < 2; time++) {
      const db = await openDatabase({ path, migrations: [first, second] });
      expect(db.prepare('SELECT x, y FROM a').all([])).toEqual([['one', 'one!']]);
      await db.close();
    }
  });

  it('that fail leave the database as it was', async () => {
    await (await openDatabase({ path, migrations: [first] })).close();
    await expect(openDatabase({ path, migrations: [first, second, 'NOT SQL'] })).rejects.toThrow('syntax');
    const db = await openDatabase({ path, migrations: [first] });
    expect(db.prepare('SELECT * FROM a').all([])).toEqual([['one']]);
    await db.close();
  });
});
