import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { describeStateStore, newRecord } from './state.ts';

const freshPath = () => join(mkdtempSync(join(tmpdir(), 'vitrine-state-')), 'state.db');

describeStateStore('SQLite', () => openSqliteState({ path: freshPath() }));

describe('SQLite state', () => {
  it('has everything again after it was opened anew', async () => {
    const path = freshPath();
    const first = await openSqliteState({ path });
    await first.records.put('shop', [newRecord('a')]);
    await first.close();
    const second = await openSqliteState({ path });
    expect((await second.records.get('shop', ['a']))[0]).toMatchObject(newRecord('a'));
    expect(await second.records.lastSequence('shop')).toBe(1);
    await second.close();
  });

  it('refuses a file of a newer version and leaves it as it is', async () => {
    const path = freshPath();
    await (await openSqliteState({ path })).close();
    const database = new Database(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openSqliteState({ path })).rejects.toMatchObject({ code: 'data_folder_newer' });
  });
});
