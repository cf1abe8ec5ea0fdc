import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '#src/cli/version';
import type { SearchPage } from '#src/domain/hit';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { draw, pngHeader } from '#test/support/pictures';

const ROWS = [
  { code: '0', name: 'Red cotton shirt', maker: 'Acme', price: '19.90', image: 'red.png', colour: 'red' },
  { code: '007', name: 'Blue cotton shirt', maker: 'Acme', price: '24', image: 'blue.png', colour: 'blue' },
  { code: 'a/b "c"', name: 'Green wool scarf', maker: 'Bolt', price: '35.5', image: 'missing.png', colour: 'green' },
  { code: '🧣', name: 'Red wool scarf', maker: 'Bolt', price: '30', image: 'text.png', colour: 'red' },
  { code: 'bad', name: 'Coat', maker: 'Bolt', price: 'cheap', image: 'red.png', colour: 'red' },
  { code: 'huge', name: 'Poster', maker: 'Bolt', price: '5', image: 'huge.png', colour: 'white' },
];
const MAP = ['--map', 'id=code', '--map', 'title=name', '--map', 'brand=maker', '--map', 'images=image'];

function csvOf(rows: readonly Record<string, string>[]): string {
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
  return [Object.keys(rows[0]!).join(','), ...rows.map((row) => Object.values(row).map(quote).join(','))].join('\n');
}

async function prepare(cli: CommandLine): Promise<void> {
  const write = (name: string, bytes: string | Uint8Array) => writeFileSync(join(cli.folder, name), bytes);
  write('shop.csv', csvOf(ROWS));
  write('red.png', await draw({ colour: '#d22020' }).png().toBuffer());
  write('blue.png', await draw({ colour: '#2846c8' }).png().toBuffer());
  write('text.png', 'this is no picture');
  write('huge.png', pngHeader(20_000, 20_000));
  mkdirSync(join(cli.folder, 'folder'));
  write('empty.csv', '');
  write('noid.csv', 'name,price\nShirt,3\n');
  write('latin1.csv', Buffer.from('id,title\n1,Gr\xf6\xdfe\n', 'latin1'));
  write('blank.jsonl', '{"qid":"two words","text":"shirt"}\n');
  write('cut.jsonl.gz', gzipSync(JSON.stringify({ id: '1', title: 'x'.repeat(1000) })).subarray(0, 20));
}

describe('the command line, from a file to results', () => {
  const cli = createCommandLine();
  beforeAll(() => prepare(cli));
  const json = async <Answer>(...argv: string[]) => JSON.parse((await cli.run(...argv, '--json')).out) as Answer;
  const idsOf = (page: SearchPage) => page.hits.map(({ id }) => id);

  it('says its version', async () => {
    expect(await cli.run('--version')).toMatchObject({ status: 0, out: `${VERSION}\n` });
  });

  it('indexes what it can, and reports the rest by item with its reason', async () => {
    const { status, out } = await cli.run('index', 'shop.csv', ...MAP, '--json');
    const report = JSON.parse(out);
    expect(status).toBe(0);
    expect(report).toMatchObject({ read: 6, indexed: 5, unchanged: 0, deleted: 0, interrupted: false });
    expect(report.skipped).toEqual([
      { reason: 'price is not a number', count: 1, examples: ['shop.csv line 6: "cheap"'] },
    ]);
    for (const part of ['missing.png', '🧣', 'huge']) expect(JSON.stringify(report.incomplete)).toContain(part);
  });

  it('finds nothing to do the second time, and only what changed the third', async () => {
    expect(await json('index', 'shop.csv', ...MAP)).toMatchObject({ read: 6, indexed: 0, unchanged: 5 });
    writeFileSync(
      join(cli.folder, 'shop2.csv'),
      csvOf(ROWS.map((row) => (row.code === '0' ? { ...row, price: '18' } : row))),
    );
    expect(await json('index', 'shop2.csv', ...MAP)).toMatchObject({ read: 6, indexed: 1, unchanged: 4 });
  });

  it('searches by words, by picture and by both, and keeps odd ids as they are', async () => {
    expect(idsOf(await json<SearchPage>('search', 'cotton shirt')).sort()).toEqual(['0', '007']);
    expect(idsOf(await json<SearchPage>('search', 'wool scarf')).sort()).toEqual(['a/b "c"', '🧣'].sort());
    expect(idsOf(await json<SearchPage>('search', '--image', 'blue.png'))[0]).toBe('007');
    expect(idsOf(await json<SearchPage>('search', 'shirt', '--image', 'red.png'))[0]).toBe('0');
    expect(idsOf(await json<SearchPage>('search', '007'))[0]).toBe('007');
  });

  it('filters, refines, sorts, limits and explains', async () => {
    const page = await json<SearchPage>(
      'search',
      'scarf shirt',
      '--cutoff',
      'off',
      '--filter',
      'colour:red',
      '--sort',
      'price:desc',
      '--explain',
    );
    expect(idsOf(page)).toEqual(['🧣', '0']);
    expect(page.hits[0]!.why!.length).toBeGreaterThan(0);
    expect(idsOf(await json<SearchPage>('search', '--filter', 'price:20..29'))).toEqual(['007']);
    expect(idsOf(await json<SearchPage>('search', '--limit', '2', '--offset', '4'))).toHaveLength(1);
    expect((await cli.run('search', 'shirt', '--explain')).out).toMatch(/lexical\s+\d/u);
  });

  it('arranges by flags, and tells what moved', async () => {
    const ask = (...flags: string[]) => json<SearchPage>('search', 'cotton shirt scarf', '--cutoff', 'off', ...flags);
    const brands = (page: SearchPage) => page.hits.slice(0, 2).map(({ item }) => item.brand);
    expect(brands(await ask())).toEqual(['Acme', 'Acme']);
    expect(brands(await ask('--cap', 'brand:1/2'))).toEqual(['Acme', 'Bolt']);
    const { out } = await cli.run('search', 'cotton shirt scarf', '--cutoff', 'off', '--cap', 'brand:1/2', '--explain');
    expect(out).toMatch(/moved from place \d by cap/u);
    for (const flag of ['--diversity', '--popularity-discount'])
      expect(await cli.run('search', 'shirt', flag, '2')).toMatchObject({
        status: 2,
        err: expect.stringContaining('0 to 1'),
      });
    expect(await cli.run('similar', '0', '--cap', 'brand:0')).toMatchObject({ status: 2 });
    expect(await cli.run('recommend', '--user', 'x', '--diversity', 'NaN')).toMatchObject({ status: 2 });
  });

  it('lists similar items without the item itself', async () => {
    expect(idsOf(await json<SearchPage>('similar', '0'))[0]).toBe('007');
    expect(idsOf(await json<SearchPage>('similar', '0'))).not.toContain('0');
  });

  it('writes a TREC run whose scores fall by the rank', async () => {
    const queries = [
      { qid: 1, text: 'cotton shirt' },
      { qid: 'p', image: 'red.png', other: true },
      { qid: 'f', text: 'shirt', filter: 'colour:blue' },
    ];
    writeFileSync(
      join(cli.folder, 'queries.jsonl.gz'),
      gzipSync(queries.map((query) => JSON.stringify(query)).join('\n')),
    );
    expect((await cli.run('search', '--batch', 'queries.jsonl.gz', '--run', 'out.run')).status).toBe(0);
    const lines = readFileSync(join(cli.folder, 'out.run'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(lines.filter(([qid]) => qid === 'f').map(([, , id]) => id)).toEqual(['007']);
    expect(lines.find(([qid]) => qid === 'p')?.[2]).toBe('0');
    for (const [index, [qid, , , rank, score]] of lines.entries()) {
      const before = lines[index - 1];
      if (before?.[0] === qid)
        expect([Number(rank) - Number(before![3]), Number(score) < Number(before![4])]).toEqual([1, true]);
    }
  });

  it('writes a hundred results a query unless told otherwise, and blanks in ids as addresses do', async () => {
    const items = Array.from({ length: 120 }, (_, index) => ({ id: `lamp ${index}`, title: 'Lamp' }));
    writeFileSync(join(cli.folder, 'lamps.jsonl'), items.map((item) => JSON.stringify(item)).join('\n'));
    writeFileSync(join(cli.folder, 'lamp.jsonl'), '{"qid":"q","text":"lamp"}\n');
    await cli.run('index', 'lamps.jsonl', '--catalog', 'lamps');
    const linesOf = async (...limit: string[]) => {
      await cli.run('search', '--batch', 'lamp.jsonl', '--run', 'lamp.run', '--catalog', 'lamps', ...limit);
      return readFileSync(join(cli.folder, 'lamp.run'), 'utf8').trim().split('\n');
    };
    expect(await linesOf()).toHaveLength(100);
    const ten = await linesOf('--limit', '10');
    expect(ten).toHaveLength(10);
    for (const line of ten) expect(line).toMatch(/^q Q0 lamp%20\d+ \d+ \d+\.\d{6} vitrine$/u);
  });

  it('deletes what left the source only when asked to', async () => {
    writeFileSync(join(cli.folder, 'fewer.csv'), csvOf(ROWS.filter(({ code }) => code !== 'huge')));
    expect(await json('index', 'fewer.csv', ...MAP)).toMatchObject({ deleted: 0 });
    expect(await json('index', 'fewer.csv', ...MAP, '--prune')).toMatchObject({ deleted: 1 });
    expect(idsOf(await json<SearchPage>('search', 'poster', '--cutoff', 'off'))).not.toContain('huge');
    writeFileSync(join(cli.folder, 'one.csv'), csvOf(ROWS.slice(0, 1)));
    expect(await cli.run('index', 'one.csv', ...MAP, '--prune')).toMatchObject({
      status: 1,
      err: expect.stringContaining('--yes'),
    });
    expect((await json<{ catalogs: object[] }>('status')).catalogs[0]).toMatchObject({
      items: 4,
      events: 0,
      model: null,
    });
  });

  it('reads an old encoding for what it is, and says so', async () => {
    expect((await cli.run('index', 'latin1.csv', '--catalog', 'old')).out).toContain('windows-1252');
    expect((await json<SearchPage>('search', 'größe', '--catalog', 'old')).hits[0]!.item.title).toBe('Größe');
  });

  it('builds the index anew and goes back', async () => {
    expect(await json('reindex')).toMatchObject({ generation: 'g2', before: 'g1', items: 4 });
    expect(idsOf(await json<SearchPage>('search', 'cotton shirt')).sort()).toEqual(['0', '007']);
    expect(idsOf(await json<SearchPage>('search', '--image', 'blue.png'))[0]).toBe('007');
    expect(await json('reindex', '--rollback')).toMatchObject({ generation: 'g1', before: 'g2' });
    expect(idsOf(await json<SearchPage>('search', 'wool scarf'))).toHaveLength(2);
  });

  it('takes a mapping from a file; flags count more', async () => {
    writeFileSync(
      join(cli.folder, 'mapping.json'),
      JSON.stringify({ map: { id: 'code', title: 'name', brand: 'maker' }, set: { currency: 'EUR', seller: 'file' } }),
    );
    const check = await json('index', 'shop.csv', '--mapping', 'mapping.json', '--set', 'seller=flag', '--check');
    expect(check).toMatchObject({
      samples: [{ id: '0', title: 'Red cotton shirt', brand: 'Acme', currency: 'EUR', seller: 'flag' }, {}, {}],
    });
  });

  it.each([
    ['{"maps": {}}', 'maps'],
    ['{"map": {"id": 1}}', 'map.id'],
    ['[', 'no JSON'],
    [undefined, 'no such file'],
  ])('refuses the mapping file %s', async (text, reason) => {
    if (text !== undefined) writeFileSync(join(cli.folder, 'wrong.json'), text);
    const file = text === undefined ? 'nowhere.json' : 'wrong.json';
    const { status, err } = await cli.run('index', 'shop.csv', '--mapping', file);
    expect(status).toBe(2);
    expect(err).toContain(reason);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('writes nothing when it only checks', async () => {
    expect(await json('index', 'shop.csv', ...MAP, '--check', '--catalog', 'checked')).toMatchObject({
      read: 6,
      samples: expect.any(Array),
    });
    expect((await cli.run('search', 'shirt', '--catalog', 'checked')).err).toContain('no catalog "checked"');
  });

  it.each(['none', 'empty'])('leaves nothing behind when it only checks, with a data folder: %s', async (kind) => {
    const fresh = createCommandLine();
    const data = join(fresh.folder, 'data');
    if (kind === 'empty') mkdirSync(data);
    writeFileSync(join(fresh.folder, 'shop.csv'), 'id,title\n1,Shirt\n');
    writeFileSync(join(fresh.folder, 'events.csv'), 'type,user,item,at\nview,u,1,2026-01-01\n');
    const before = readdirSync(fresh.folder, { recursive: true });
    const index = await fresh.run('index', 'shop.csv', '--check', '--data', 'data', '--models', 'siglip');
    expect(index).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was written (--check).') });
    expect(await fresh.run('events', 'events.csv', '--check', '--data', 'data')).toMatchObject({ status: 0 });
    expect(readdirSync(fresh.folder, { recursive: true })).toEqual(before);
  });

  it.each([
    [['index', 'nowhere.csv'], 1, 'nowhere.csv'],
    ...['search shirt', 'similar 0', 'status', 'train', 'reindex', 'users list'].map(
      (line) => [[...line.split(' '), '--data', 'typo'], 1, 'There is no data folder'] as const,
    ),
    [['index', 'folder'], 1, 'folder'],
    [['index', 'empty.csv', '--catalog', 'c1'], 1, 'empty'],
    [['index', 'noid.csv', '--catalog', 'c2'], 1, 'id'],
    [['index', 'red.png', '--catalog', 'c4'], 1, 'red.png'],
    [['index', 'cut.jsonl.gz', '--catalog', 'c5'], 1, 'cut'],
    [['index', 'shop.csv', '--images', 'no-such-folder'], 1, 'no-such-folder does not exist'],
    [['index', 'shop.csv', '--images', 'red.png'], 1, 'red.png is a file'],
    [['index', 'shop.csv', '--format', 'xls'], 2, 'xls'],
    [['index', 'shop.csv', '--map', 'nonsense'], 2, 'nonsense'],
    [['index'], 2, 'source'],
    [['frobnicate'], 2, 'frobnicate'],
    [['search', 'shirt', '--filter', 'size:M'], 1, '"size"'],
    [['search', 'shirt', '--filter', 'colour'], 2, 'colour'],
    [['search', 'shirt', '--limit', '-1'], 2, 'limit'],
    [['search', 'shirt', '--limit', '1000000000'], 2, 'limit'],
    [['search', 'shirt', '--owned', 'maybe'], 2, 'maybe'],
    [['similar', '0', '--limit', '-1'], 2, 'limit'],
    [['index', 'shop.csv', '--progress', 'bogus'], 2, 'bogus'],
    [['reindex', '--progress', 'bogus'], 2, 'bogus'],
    [['events', 'shop.csv', '--progress', 'bogus'], 2, 'bogus'],
    [['search', '--batch', 'blank.jsonl', '--run', 'blank.run'], 1, 'qid'],
    [['search', '--batch', 'blank.jsonl', '--run', 'nowhere/out.run'], 1, 'nowhere/out.run'],
    [['search', '--batch', 'blank.jsonl', '--run', 'folder'], 1, 'folder'],
    [['search', '--image', 'text.png'], 1, 'picture'],
    [['search', '--image', 'huge.png'], 1, 'pixels'],
    [['search', '--image', 'nowhere.png'], 1, 'nowhere.png'],
    [['search', '--batch', 'shop.csv'], 2, '--run'],
    [['search', 'shirt', '--catalog', 'none'], 1, 'none'],
    [['similar', 'nobody'], 1, 'nobody'],
  ] as const)('%j ends with %i and one clear line', async (argv, status, part) => {
    const ran = await cli.run(...argv);
    expect(ran).toMatchObject({ status, out: '' });
    expect(ran.err).toContain(part);
    expect(ran.err).not.toMatch(/^\s+at /mu);
    if (status === 1) expect(ran.err.trim().split('\n')).toHaveLength(1);
  });
});
