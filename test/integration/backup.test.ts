import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hit, SearchPage } from '#src/domain/hit';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { draw } from '#test/support/pictures';
import { tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const ITEMS = [
  { id: '007', title: 'Red cotton shirt', price: 19.9 },
  { id: 'a/b "c"', title: 'Green wool scarf', price: 35.5 },
  { id: '🧣', title: 'Red wool scarf', price: 30 },
];
const EVENTS = [
  { user: 'ann', item: '007', type: 'view', at: '2026-01-02T10:00:00Z' },
  { session: 's1', item: '🧣', type: 'purchase', at: '2026-01-02T11:00:00Z', value: 2 },
];

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

async function answer(cli: CommandLine, ...argv: string[]): Promise<readonly (readonly [string, number])[]> {
  const { hits } = JSON.parse((await cli.run('search', ...argv, '--json')).out) as SearchPage;
  return hits.map(({ id, score }) => [id, score] as const);
}

describe('backup and restore', () => {
  const shop = createCommandLine();
  const file = join(shop.folder, 'shop.backup');
  beforeAll(async () => {
    const write = (name: string, rows: readonly object[]) => writeFileSync(join(shop.folder, name), lines(rows));
    write('shop.jsonl', [...ITEMS, { id: 'gone', title: 'Old red scarf' }]);
    write('pruned.jsonl', ITEMS);
    write('events.jsonl', EVENTS);
    for (const argv of [
      ['index', 'shop.jsonl'],
      ['index', 'pruned.jsonl', '--prune', '--yes'],
      ['events', 'events.jsonl'],
      ['synonyms', 'add', 'scarf, shawl'],
      ['backup', 'shop.backup'],
    ]) {
      const { status, err } = await shop.run(...argv);
      expect([status, err]).toEqual([0, expect.anything()]);
    }
  });
  const otherFile = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(shop.folder, name), bytes);
    return join(shop.folder, name);
  };

  it('bring everything into an empty place, where searches answer the same', async () => {
    const empty = createCommandLine();
    const { status, out } = await empty.run('restore', file, '--json');
    expect([status, JSON.parse(out)]).toMatchObject([
      0,
      { catalogs: ['default'], counts: { records: 4, events: 2, queries: 0, answers: 0, synonyms: 1 } },
    ]);
    expect(await answer(empty, 'red scarf')).toEqual(await answer(shop, 'red scarf'));
    const exported = (await empty.run('users', 'export', 'ann')).out;
    expect(exported).toBe((await shop.run('users', 'export', 'ann')).out);
    expect(exported).toContain('007');
    expect((await empty.run('synonyms', 'list')).out).toContain('scarf, shawl');
    // What was deleted is not put back by the next feed that lacks it, and comes back by one that has it.
    expect(JSON.parse((await empty.run('status', '--json')).out).catalogs[0]).toMatchObject({ items: 3, indexed: 3 });
  });

  it('leave a place alone that holds something', async () => {
    const { status, err } = await shop.run('restore', file);
    expect([status, err]).toEqual([1, expect.stringContaining('already')]);
  });

  it('notice a backup that is damaged, before anything is written', async () => {
    const text = gunzipSync(readFileSync(file)).toString();
    const packed = readFileSync(file);
    const damaged = [
      otherFile('cut.backup', packed.subarray(0, packed.length - 20)),
      otherFile('changed.backup', gzipSync(text.replace('19.9', '99.9'))),
      otherFile('shorter.backup', gzipSync(text.slice(0, text.lastIndexOf('{"end"')))),
      otherFile('newer.backup', gzipSync(text.replace('"format":1', '"format":9'))),
      otherFile('else.backup', gzipSync('{"id":1}\n')),
      otherFile('plain.backup', Buffer.from('no archive')),
    ];
    for (const path of damaged) {
      const empty = createCommandLine();
      const { status, err } = await empty.run('restore', path);
      expect([status, err]).toEqual([1, expect.stringContaining('cannot be restored')]);
      expect((await empty.run('status')).err).toContain('There is no data folder');
    }
    expect((await shop.run('restore', 'missing.backup')).err).toContain('cannot be read');
  });
});

describe('backup with pictures and what was learned', () => {
  const shop = createCommandLine();
  const file = join(shop.folder, 'shop.backup');
  const RED = '#d02020';
  let before: Awaited<ReturnType<typeof answers>>;

  const answers = async (cli: CommandLine) => ({
    words: await answer(cli, 'shirt'),
    personal: await answer(cli, 'shirt', '--user', 'red-0'),
    picture: (await answer(cli, '--image', join(shop.folder, 'asked.png')))[0]?.[0],
    list: JSON.parse((await cli.run('recommend', '--user', 'blue-1', '--json')).out).hits.map(({ id }: Hit) => id),
  });

  beforeAll(async () => {
    const picture = (name: string, colour: string) =>
      draw({ colour, background: '#ffffff' }).png().toFile(join(shop.folder, name));
    await Promise.all([picture('red.png', RED), picture('blue.png', '#2030d0'), picture('asked.png', RED)]);
    const pictures: Readonly<Record<string, readonly string[]>> = {
      'red-mug-alba': ['red.png'],
      'blue-mug-iris': ['blue.png', 'red.png'],
      'blue-lamp-juno': ['blue.png'],
    };
    writeRows(
      shop.folder,
      'items.jsonl',
      tasteItems().map((item) => ({ ...item, ...(pictures[item.id] && { images: pictures[item.id] }) })),
    );
    writeRows(shop.folder, 'events.jsonl', tasteEvents());
    for (const argv of [
      ['index', 'items.jsonl'],
      ['events', 'events.jsonl'],
      ['train', '--model', 'item', '--model', 'als'],
      ['train', '--model', 'item', '--model', 'als'],
    ]) {
      expect(await shop.run(...argv)).toMatchObject({ status: 0 });
    }
    before = await answers(shop);
    expect(before.personal).not.toEqual(before.words);
  });

  it('brings models and pictures along, so that searches are personal and find pictures without the shop', async () => {
    const made = JSON.parse((await shop.run('backup', 'shop.backup', '--pictures', '--json')).out);
    expect(made).toMatchObject({ counts: { pictures: 2, models: 2 }, missingPictures: 0 });
    for (const name of ['red.png', 'blue.png']) renameSync(join(shop.folder, name), join(shop.folder, `gone-${name}`));
    const empty = createCommandLine();
    expect(await empty.run('restore', file, '--pictures-dir', 'pictures')).toMatchObject({ status: 0 });
    expect(readdirSync(join(empty.folder, 'pictures'))).toHaveLength(2);
    expect(await answers(empty)).toEqual(before);
    const { model } = JSON.parse((await empty.run('status', '--json')).out).catalogs[0];
    expect(model).toEqual(JSON.parse((await shop.run('status', '--json')).out).catalogs[0].model);
    for (const name of ['red.png', 'blue.png']) renameSync(join(shop.folder, `gone-${name}`), join(shop.folder, name));
  });

  it('goes on without a picture that is gone, and says so', async () => {
    renameSync(join(shop.folder, 'blue.png'), join(shop.folder, 'elsewhere.png'));
    const { out, err } = await shop.run('backup', 'few.backup', '--pictures', '--json');
    expect(JSON.parse(out)).toMatchObject({ counts: { pictures: 1 }, missingPictures: 1 });
    expect(err).toContain('blue.png');
    renameSync(join(shop.folder, 'elsewhere.png'), join(shop.folder, 'blue.png'));
  });

  it('leaves pictures where they are unless asked to', async () => {
    await shop.run('backup', 'plain.backup');
    const empty = createCommandLine();
    expect(await empty.run('restore', join(shop.folder, 'plain.backup'))).toMatchObject({ status: 0 });
    expect(await answers(empty)).toEqual(before);
  });
});

describe('copy', () => {
  const shop = createCommandLine();
  beforeAll(async () => {
    writeFileSync(join(shop.folder, 'shop.jsonl'), lines(ITEMS));
    await shop.run('index', 'shop.jsonl');
  });

  it('takes a catalog to another data folder', async () => {
    const { status, out } = await shop.run('copy', '--to', 'other');
    expect([status, out]).toEqual([0, expect.stringContaining('3 records')]);
    expect(await answer(shop, 'red scarf', '--data', 'other')).toEqual(await answer(shop, 'red scarf'));
    expect((await shop.run('copy', '--to', 'other')).err).toContain('already');
  });

  it('says what a place lacks', async () => {
    const errors = [['http://q:6333'], ['postgres://p/db'], ['a', 'b'], ['.vitrine']].map(async (places) => {
      const { status, err } = await shop.run('copy', '--to', ...places);
      return [status, err.includes('--to:')];
    });
    expect(await Promise.all(errors)).toEqual(errors.map(() => [2, true]));
  });
});

const { DATABASE_URL, QDRANT_URL } = process.env;

describe.skipIf(!DATABASE_URL || !QDRANT_URL)('copy to servers (needs DATABASE_URL and QDRANT_URL)', () => {
  it('takes a catalog there and back', async () => {
    const name = `copied-${process.pid}`;
    const shop = createCommandLine({ VITRINE_CATALOG: name });
    const modelOf = async (cli: CommandLine) =>
      JSON.parse((await cli.run('status', '--json')).out).catalogs.find(
        ({ catalog }: { catalog: string }) => catalog === name,
      ).model;
    writeFileSync(join(shop.folder, 'shop.jsonl'), lines([...ITEMS, ...tasteItems()]));
    writeRows(shop.folder, 'events.jsonl', tasteEvents());
    await shop.run('index', 'shop.jsonl');
    await shop.run('events', 'events.jsonl');
    await shop.run('train', '--model', 'item');
    const here = await answer(shop, 'red scarf');
    const model = await modelOf(shop);
    expect(model).toEqual({ version: expect.any(String), createdAt: expect.any(String) });
    expect(await shop.run('copy', '--to', DATABASE_URL!, '--to', QDRANT_URL!)).toMatchObject({ status: 0 });
    const servers = createCommandLine({
      VITRINE_CATALOG: name,
      DATABASE_URL: DATABASE_URL!,
      QDRANT_URL: QDRANT_URL!,
    });
    expect((await answer(servers, 'red scarf')).map(([id]) => id)).toEqual(here.map(([id]) => id));
    expect(await modelOf(servers)).toEqual(model);
    expect(await servers.run('backup', 'all.backup')).toMatchObject({ status: 0 });
    const back = createCommandLine({ VITRINE_CATALOG: name });
    expect(await back.run('restore', join(servers.folder, 'all.backup'))).toMatchObject({ status: 0 });
    expect(await answer(back, 'red scarf')).toEqual(here);
    expect(await modelOf(back)).toEqual(model);
  }, 120_000);
});
