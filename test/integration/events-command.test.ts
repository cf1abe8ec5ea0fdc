import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { all } from '#test/contract/state-events';
import { createCommandLine } from '#test/support/command-line';
import { startCommand } from '#test/support/command-process';

const HEADER = 'date,user_id,article_id,price';
const rows = (count: number, more = '') =>
  [
    HEADER,
    ...Array.from({ length: count }, (_, row) => `2024-05-${10 + (row % 9)},u${row % 20},${row % 7},9.5`),
    more,
  ].join('\n');
const PURCHASES = ['--set', 'type=purchase', '--json'];

describe('the command events', () => {
  it('imports tables, JSONL, Parquet and packed files, and adds nothing the second time', async () => {
    const cli = createCommandLine();
    const write = (name: string, content: string | Uint8Array) => writeFileSync(join(cli.folder, name), content);
    write('purchases.csv.gz', gzipSync(rows(100, ',u1,x,1\n2024-05-11,u1,0786022008,2\n')));
    write(
      'more.jsonl',
      '{"session":"s","item":"a","type":"view","at":1714551630}\n{"session":"s","user":"ann","item":"b","type":"cart","at":1714551640}\n',
    );
    const column = (name: string, type: 'STRING' | 'TIMESTAMP', data: unknown[]) => ({ name, type, data });
    write(
      'ratings.parquet',
      Buffer.from(
        parquetWriteBuffer({
          columnData: [
            column('user', 'STRING', ['ann', 'bob']),
            column('item', 'STRING', ['a', 'c']),
            column('time', 'TIMESTAMP', [new Date('2024-05-02'), new Date('2024-05-03')]),
            { name: 'rating', type: 'DOUBLE', data: [4.5, 101] },
          ],
        }),
      ),
    );
    const imported = JSON.parse((await cli.run('events', 'purchases.csv.gz', ...PURCHASES)).out);
    expect(imported).toMatchObject({ read: 102, added: 101, known: 0, newUsers: 20, unknownItems: 101 });
    expect(imported.skipped).toEqual([{ reason: 'at is missing', count: 1, examples: ['purchases.csv.gz line 102'] }]);
    expect(imported.notices[0]).toContain('"user_id" → user');
    expect(JSON.parse((await cli.run('events', 'purchases.csv.gz', ...PURCHASES)).out)).toMatchObject({
      added: 0,
      known: 101,
      newUsers: 0,
    });
    expect(JSON.parse((await cli.run('events', 'more.jsonl', '--json')).out)).toMatchObject({ read: 2, added: 2 });
    const ratings = await cli.run('events', 'ratings.parquet', '--set', 'type=rating');
    expect(ratings).toMatchObject({ status: 0, out: expect.stringContaining('2 read: 1 added') });
    expect(ratings.out).toContain('skipped 1 × value of rating must be from 0 to 100 (ratings.parquet line 2: 101)');

    const exported = (await cli.run('users', 'export', 'ann')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exported.map(({ item, at }) => [item, at])).toEqual([
      ['a', '2024-05-01T08:20:30.000Z'],
      ['b', '2024-05-01T08:20:40.000Z'],
      ['a', '2024-05-02T00:00:00.000Z'],
    ]);
    expect(await cli.run('users', 'erase', 'ann')).toMatchObject({ status: 0, out: '3 events and 0 queries erased\n' });
    expect((await cli.run('users', 'export', 'ann')).out).toBe('');
    write('one.jsonl', '{"user":"zoe","item":"a","type":"view","at":1714551630}');
    await cli.run('events', 'one.jsonl');
    expect((await cli.run('users', 'erase', 'zoe')).out).toBe('1 event and 0 queries erased\n');
    expect(JSON.parse((await cli.run('users', 'list', '--limit', '2', '--json')).out)).toHaveLength(2);
  });

  it('says what a shopper likes', async () => {
    const cli = createCommandLine();
    const rows = ['red', 'red', 'red', 'blue'].map((colour, n) => ({
      ...{ id: `i${n}`, title: `${colour} shirt ${n}`, brand: 'Acme', category: ['Clothing', 'Shirts'] },
      ...{ price: 20 + n, colour },
    }));
    writeFileSync(join(cli.folder, 'shop.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    const done = rows.map(({ id }, n) => ({
      user: 'ann',
      item: id,
      type: n < 3 ? 'purchase' : 'view',
      at: '2024-05-01',
    }));
    writeFileSync(join(cli.folder, 'done.jsonl'), done.map((row) => JSON.stringify(row)).join('\n'));
    await cli.run('index', 'shop.jsonl');
    await cli.run('events', 'done.jsonl');
    const profile = JSON.parse((await cli.run('users', 'profile', 'ann', '--json')).out);
    expect(profile).toMatchObject({ events: 4, types: [{ value: 'Shirts' }], brands: [{ value: 'Acme', events: 4 }] });
    expect(profile.colours.map(({ value }: { value: string }) => value)).toEqual(['red', 'blue']);
    expect((await cli.run('users', 'profile', 'ann')).out).toMatch(/^Likes Shirts, by Acme, in red/u);
    expect((await cli.run('users', 'profile', 'bob')).out).toBe('Nothing is known of this shopper yet.\n');
  });

  it('takes a part by days, both included, and nothing older than is kept', async () => {
    const cli = createCommandLine({ VITRINE_EVENT_RETENTION_DAYS: '30' });
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const lines = [1, 2, 3, 4, 40].map((ago) => `${day(ago)}T12:00:00Z,u,i,1`);
    writeFileSync(join(cli.folder, 'p.csv'), [HEADER, ...lines, ''].join('\n'));
    const part = await cli.run('events', 'p.csv', ...PURCHASES, '--since', day(3), '--until', day(2));
    expect(JSON.parse(part.out)).toMatchObject({ read: 5, added: 2, outside: 3 });
    expect(JSON.parse((await cli.run('events', 'p.csv', ...PURCHASES)).out)).toMatchObject({
      added: 2,
      known: 2,
      outside: 1,
    });
    for (const wrong of [
      ['--since', 'someday'],
      ['--set', 'type=stare'],
      ['--map', 'colour=x'],
      ['--on-error', 'cry'],
    ])
      expect(await cli.run('events', 'p.csv', ...wrong)).toMatchObject({
        status: 2,
        err: expect.stringContaining(wrong[0]!),
      });
  });

  it('loses no event that was acknowledged when it is killed, and goes on when it is run again', async () => {
    const cli = createCommandLine();
    writeFileSync(join(cli.folder, 'p.csv'), rows(60_000, ''));
    let acknowledged = 0;
    const argv = ['events', 'p.csv', '--set', 'type=purchase', '--progress', 'json'];
    const { signal } = await startCommand(cli.folder, argv, (line, command) => {
      acknowledged = JSON.parse(line).done;
      if (acknowledged >= 5_000) command.kill('SIGKILL');
    }).ended;
    expect(signal).toBe('SIGKILL');
    const state = await openSqliteState({ path: join(cli.folder, '.vitrine', 'state.db') });
    const kept = (await all(state.events.read('default'))).length;
    expect(kept).toBeGreaterThanOrEqual(acknowledged);
    expect((await state.events.counts('default')).events).toBe(kept);
    await state.close();
    const { out } = await cli.run('events', 'p.csv', ...PURCHASES);
    expect(JSON.parse(out)).toMatchObject({ read: 60_000, known: kept, added: 60_000 - kept });
  });
});
