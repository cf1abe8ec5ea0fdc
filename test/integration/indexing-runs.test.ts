import { describe, expect, it } from 'vitest';
import { createWorld, documentsOf, edit, FIXTURE_IDS, index } from '#test/support/index-world';

describe('deleting what left the source', () => {
  const without =
    (...ids: string[]) =>
    (csv: string) =>
      csv
        .split('\n')
        .filter((line) => !ids.some((id) => line.startsWith(`${id},`)))
        .join('\n');
  /** Rows that have no id, or cannot be read. */
  const NAMELESS = ['', 'short'];

  it('leaves no marks of the run behind, whether it ends well or not', async () => {
    const world = await createWorld();
    const { records } = world.state;
    const runs = new Set<string>();
    const markSeen: typeof records.markSeen = (catalog, run, ids) => {
      runs.add(run);
      return records.markSeen(catalog, run, ids);
    };
    const watched = { ...world, state: { ...world.state, records: { ...records, markSeen } } };
    await index(watched, { prune: true });
    edit(world, 'products.csv', (content) => content.split('\n').slice(0, 2).join('\n'));
    await expect(index(watched, { prune: true })).rejects.toThrow('--yes');
    expect(runs.size).toBe(2);
    for (const run of runs) expect(await records.markSeen('shop', run, ['0'])).toEqual([false]);
  });

  it('deletes it with --prune only', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', without('0', 'lamp', ...NAMELESS));
    expect(await index(world)).toMatchObject({ deleted: 0 });
    expect(await index(world, { prune: true })).toMatchObject({ deleted: 2, unchanged: 4 });
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS.filter((id) => id !== '0' && id !== 'lamp'));
    expect(await world.state.records.count('shop')).toBe(4);
  });

  it('keeps the item of a row that cannot be read now', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', (csv) => without('lamp', ...NAMELESS)(csv.replace('4.50', 'free')));
    const report = await index(world, { prune: true });
    expect(report).toMatchObject({ deleted: 1 });
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS.filter((id) => id !== 'lamp'));
  });

  it('deletes nothing when a row that cannot be read may be of any item, unless told to go on', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', (csv) => without('lamp', ...NAMELESS)(csv).replace(/^.*Talking mug/mu, 'Talking mug'));
    const report = await index(world, { prune: true });
    expect(report).toMatchObject({
      deleted: 0,
      notices: expect.arrayContaining([expect.stringMatching(/1 row was skipped that has no id.*--yes/u)]),
    });
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS);
    expect(await index(world, { prune: true, yes: true })).toMatchObject({ deleted: 2 });
  });

  it('deletes what its shop does not show any more', async () => {
    const world = await createWorld();
    const feed = (published: string) =>
      Buffer.from(`ID,Type,SKU,Name,Published,Regular price\n1,simple,a,Hat,1,5\n2,simple,b,Cap,${published},5\n`);
    world.files.content.set('/shop/woo.csv', feed('1'));
    await index(world, { sources: ['woo.csv'], format: 'woocommerce' });
    world.files.content.set('/shop/woo.csv', feed('0'));
    expect(await index(world, { sources: ['woo.csv'], format: 'woocommerce', prune: true })).toMatchObject({
      deleted: 1,
    });
  });

  it('refuses when the source shrank to less than half, unless told to go on', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', without('0', '007', 'and two handles"', 'lamp', '🧦', ...NAMELESS));
    await expect(index(world, { prune: true })).rejects.toThrow(/only 2 of the catalog's 6 items.*--yes/u);
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS);
    expect(await index(world, { prune: true, yes: true })).toMatchObject({ deleted: 4 });
    expect([...documentsOf(world).keys()]).toEqual(['a/b c', 'say "hi"']);
  });

  it('deletes nothing when the source ends in the middle', async () => {
    const world = await createWorld();
    await index(world);
    const whole = world.files.content.get('/shop/products.csv')!;
    for (const end of ['Desk lamp', ' bottom\nand', 'and two handles', ', bulb E27"']) {
      const csv = Buffer.from(whole).toString();
      world.files.content.set('/shop/products.csv', Buffer.from(csv.slice(0, csv.indexOf(end))));
      const report = await index(world, { prune: true, yes: true });
      expect(report).toMatchObject({
        deleted: 0,
        notices: expect.arrayContaining([expect.stringContaining('in the middle of a row')]),
      });
      expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS);
      world.files.content.set('/shop/products.csv', whole);
    }
  });

  it('deletes nothing when the export of a shop system ends in the middle', async () => {
    const world = await createWorld();
    const feed = ['Handle,Title,Vendor,Variant Price', 'hat,Hat,Acme,5', 'cap,Cap,Acme,6', 'cup,Cup,Acme,7'].join('\n');
    const options = { sources: ['shopify.csv'], format: 'shopify' } as const;
    world.files.content.set('/shop/shopify.csv', Buffer.from(feed));
    await index(world, options);
    world.files.content.set('/shop/shopify.csv', Buffer.from(feed.slice(0, feed.indexOf(',7') - 4)));
    expect(await index(world, { ...options, prune: true, yes: true })).toMatchObject({ deleted: 0 });
    expect(documentsOf(world).size).toBe(3);
  });

  it('indexes a deleted item again when it comes back', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', without('0'));
    await index(world, { prune: true });
    await index(world, { sources: ['products.jsonl'] });
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS);
  });
});

describe('runs that do not go through', () => {
  it('writes nothing in a dry run, and shows what would be', async () => {
    const world = await createWorld();
    const report = await index(world, { check: true, prune: true });
    expect(report).toMatchObject({ read: 10, indexed: 6, unchanged: 0, duplicates: 1 });
    expect(report.samples?.[1]).toMatchObject({ id: '007', price: 1299 });
    expect(await world.state.records.count('shop')).toBe(0);
    expect(world.disk.size).toBe(0);
    await index(world);
    expect(await index(world, { check: true })).toMatchObject({ indexed: 0, unchanged: 6 });
  });

  it('stops at the first bad row when told to, and keeps what was before it', async () => {
    const world = await createWorld();
    const fault = 'products\\.csv line 8: price is not a number \\("a lot"\\)\\.';
    await expect(index(world, { onError: 'stop', check: true })).rejects.toThrow(
      new RegExp(`${fault} Nothing is written;`),
    );
    await expect(index(world, { onError: 'stop' })).rejects.toThrow(
      new RegExp(`${fault} The rows before it are indexed;`),
    );
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS.filter((id) => id !== 'lamp'));
  });

  it('stops when interrupted, and goes on the next time', async () => {
    const world = await createWorld();
    const rows = Array.from({ length: 1600 }, (_, i) => `i${i},thing ${i}`);
    world.files.content.set('/shop/p.csv', Buffer.from(`id,title\n${rows.join('\n')}\n`));
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= 1000 && stop.abort();
    const report = await index(world, { sources: ['p.csv'], signal: stop.signal, onProgress, prune: true });
    expect(report.interrupted).toBe(true);
    expect(report.read).toBeLessThan(1600);
    const rest = await index(world, { sources: ['p.csv'] });
    expect(rest).toMatchObject({ read: 1600, interrupted: false, unchanged: report.indexed });
    expect(documentsOf(world).size).toBe(1600);
  });

  it.each([
    [{ sources: ['nowhere.csv'] }, 'source_not_found', /nowhere\.csv/u],
    [{ map: { id: 'sku' } }, 'source_invalid', /no column "sku", which --map id names\. It has: id, title,/u],
    [{ map: { brand: 'maker' } }, 'source_invalid', /no column "maker", which --map brand names/u],
    [{ format: 'parquet' }, 'source_invalid', /Parquet/u],
    [{ set: { currency: 'dollars' } }, 'usage', /--set currency=dollars: currency is no currency/u],
  ] as const)('refuses %j before anything is written', async (options, code, message) => {
    const world = await createWorld();
    await expect(index(world, options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await world.state.records.count('shop')).toBe(0);
  });

  it('says which column may be the id when there is none', async () => {
    const world = await createWorld();
    world.files.content.set('/shop/p.jsonl', Buffer.from('{"product":"1","title":"t"}\n{"product":"2","title":"t"}\n'));
    await expect(index(world, { sources: ['p.jsonl'] })).rejects.toThrow(
      'p.jsonl has no column "id". It has: product, title. Name the right one by --map id=COLUMN.',
    );
  });

  it('says that a source holds no rows, and deletes nothing for that', async () => {
    const world = await createWorld();
    await index(world);
    world.files.content.set('/shop/p.csv', Buffer.from('id,title\n'));
    expect(await index(world, { sources: ['p.csv'] })).toMatchObject({ read: 0, notices: ['p.csv holds no rows'] });
    await expect(index(world, { sources: ['p.csv'], prune: true })).rejects.toThrow("only 0 of the catalog's 6 items");
  });

  it('tells how far it is', async () => {
    const world = await createWorld();
    const phases = new Map<string, number>();
    await index(world, { onProgress: ({ phase, done }) => phases.set(phase, done) });
    expect(Object.fromEntries(phases)).toMatchObject({ indexing: 10, 'encoding and writing': 6 });
  });

  it('recognises the columns that no mapping speaks of, and leaves what filters may name', async () => {
    const world = await createWorld();
    world.files.content.set('/shop/p.csv', Buffer.from('product_id,name,articleType\n007,Sock,Socks\n'));
    const report = await index(world, { sources: ['p.csv'] });
    expect(report.notices).toEqual([expect.stringContaining('"articleType" → category')]);
    expect(documentsOf(world).get('007')!.values).toEqual(
      expect.arrayContaining([
        { field: 'category', text: 'Socks' },
        { field: 'articleType', text: 'Socks' },
      ]),
    );
    expect(await index(world, { sources: ['p.csv'], map: { title: 'articleType' } })).toMatchObject({ indexed: 1 });
    const [record] = await world.state.records.get('shop', ['007']);
    expect(record?.item).toMatchObject({ title: 'Socks', attributes: { name: 'Sock' } });
  });

  it('refuses a generation of other models', async () => {
    const world = await createWorld();
    await index(world);
    const spaces = world.encoders.spaces.map((space) => ({ ...space, revision: '2' }));
    await expect(index({ ...world, encoders: { ...world.encoders, spaces } })).rejects.toMatchObject({
      code: 'generation_incompatible',
      message: expect.stringContaining('vitrine reindex'),
    });
  });
});
