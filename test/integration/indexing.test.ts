import { describe, expect, it } from 'vitest';
import { createWorld, documentsOf, type IndexWorld, index } from '#test/support/index-world';
import { draw, pngHeader } from '#test/support/pictures';

const IDS = ['0', '007', 'a/b c', 'lamp', 'say "hi"', '🧦'];

/** Changes some text of a file. */
function edit({ files }: IndexWorld, name: string, change: (content: string) => string): void {
  const path = `/shop/${name}`;
  files.content.set(path, Buffer.from(change(Buffer.from(files.content.get(path)!).toString())));
}

describe('indexing a source', () => {
  it('indexes what is right and reports what is not, with its line', async () => {
    const world = await createWorld();
    const report = await index(world);
    expect(report).toMatchObject({ read: 10, indexed: 6, unchanged: 0, duplicates: 1, deleted: 0, interrupted: false });
    expect(report.skipped).toEqual([
      { reason: 'id is missing', count: 1, examples: ['products.csv line 9: "Nameless thing"'] },
      { reason: 'price is not a number', count: 1, examples: ['products.csv line 8: "a lot"'] },
      {
        reason: 'the row does not have as many cells as the header',
        count: 1,
        examples: ['products.csv line 12: 2 instead of 18'],
      },
    ]);
    expect(report.incomplete).toEqual([
      { reason: 'rating is not a number', count: 1, examples: ['products.csv line 10: "not rated"'] },
      { reason: 'the file of a picture is missing', count: 1, examples: ['products.csv line 5: "images/missing.png"'] },
    ]);
    expect(report.notices).toEqual([expect.stringContaining('2 rows have pictures on the web')]);
    expect([...documentsOf(world).keys()]).toEqual(IDS);
  });

  it('gives the same documents from JSONL as from CSV', async () => {
    const [csv, jsonl] = [await createWorld(), await createWorld()];
    await index(csv);
    await index(jsonl, { sources: ['products.jsonl'] });
    expect(documentsOf(jsonl)).toEqual(documentsOf(csv));
  });

  it('makes documents that searches can use', async () => {
    const world = await createWorld();
    await index(world);
    const bag = documentsOf(world).get('007')!;
    expect(bag.tokens.title).toEqual(expect.arrayContaining(['secret', 'agent', 'bag']));
    expect(bag.identifiers).toEqual(['007']);
    expect(bag.values).toEqual(
      expect.arrayContaining([
        { field: 'price', text: '1299', number: 1299 },
        { field: 'category', text: 'Bags' },
        { field: 'category', text: 'Bags > Briefcases' },
        { field: 'waterproof', text: 'true' },
        { field: 'pictureColour', text: 'black' },
      ]),
    );
    expect(Object.keys(bag.vectors)).toEqual(['text']);
    expect(bag.pictures.map(({ number, vectors }) => [number, Object.keys(vectors)])).toEqual([
      [0, ['joint', 'visual']],
    ]);
    const manifest = await world.state.generations.live('shop');
    expect(manifest).toMatchObject({
      analyser: expect.stringMatching(/^\d+:en$/u),
      numericFields: expect.arrayContaining(['price', 'stock']),
    });
    expect(Object.keys(manifest!.thresholds)).toEqual(['text', 'joint', 'visual']);
  });

  it('finds everything unchanged the second time, and encodes nothing', async () => {
    const world = await createWorld();
    await index(world, { sources: ['products.jsonl'] });
    const before = { ...world.encoded };
    const report = await index(world, { sources: ['products.jsonl'] });
    expect(report).toMatchObject({ indexed: 0, unchanged: 6, duplicates: 1 });
    expect(world.encoded).toEqual(before);
  });
});

describe('what changed', () => {
  /** A world after a first run, how to change its feed and run again, and what was encoded by that. */
  async function indexedWorld() {
    const world = await createWorld();
    await index(world);
    const again = async (change: (csv: string) => string = (csv) => csv) => {
      edit(world, 'products.csv', change);
      const before = { ...world.encoded };
      const report = await index(world);
      const { texts, pictures } = world.encoded;
      return { report, texts: texts - before.texts, pictures: pictures - before.pictures };
    };
    return { world, again };
  }

  it('encodes nothing for a changed price, and does not even read the picture', async () => {
    const { world, again } = await indexedWorld();
    const reads = world.files.reads.length;
    const { report, ...encoded } = await again((csv) => csv.replace('"1.299,00 €"', '"999,00 €"'));
    expect(report).toMatchObject({ indexed: 1, unchanged: 5 });
    expect(encoded).toEqual({ texts: 0, pictures: 0 });
    expect(world.files.reads.length).toBe(reads);
    const bag = documentsOf(world).get('007')!;
    expect(bag.values).toContainEqual({ field: 'price', text: '999', number: 999 });
    expect(bag.values).toContainEqual({ field: 'pictureColour', text: 'black' });
    expect(bag.pictures).toHaveLength(1);
  });

  it('encodes the text alone for a changed text', async () => {
    const { world, again } = await indexedWorld();
    const before = documentsOf(world).get('007')!;
    const { report, ...encoded } = await again((csv) => csv.replace('Secret agent', 'Retired agent'));
    expect(report).toMatchObject({ indexed: 1 });
    expect(encoded).toEqual({ texts: 1, pictures: 0 });
    const after = documentsOf(world).get('007')!;
    expect(after.vectors).not.toEqual(before.vectors);
    expect(after.pictures).toEqual(before.pictures);
  });

  it('encodes a changed picture, once for all items that show it', async () => {
    const { world, again } = await indexedWorld();
    world.files.content.set(
      '/shop/images/0.png',
      await draw({ colour: '#1ea03c', background: '#1ea03c' }).png().toBuffer(),
    );
    const { report, ...encoded } = await again();
    expect(report).toMatchObject({ indexed: 2 });
    expect(encoded).toEqual({ texts: 0, pictures: 1 });
    for (const id of ['0', 'a/b c']) {
      expect(documentsOf(world).get(id)!.values).toContainEqual({ field: 'pictureColour', text: 'green' });
    }
  });

  it('does not encode a picture that moved but has the same bytes', async () => {
    const { world, again } = await indexedWorld();
    const before = documentsOf(world).get('007')!;
    world.files.content.set('/shop/images/moved.png', world.files.content.get('/shop/images/007.png'));
    const { report, ...encoded } = await again((csv) => csv.replace('images/007.png', 'images/moved.png'));
    expect(report).toMatchObject({ indexed: 1 });
    expect(encoded).toEqual({ texts: 0, pictures: 0 });
    const after = documentsOf(world).get('007')!;
    expect(after.pictures.map(({ vectors }) => vectors)).toEqual(before.pictures.map(({ vectors }) => vectors));
    expect(after.values).toContainEqual({ field: 'pictureColour', text: 'black' });
  });

  it('drops the vectors of a picture that is gone', async () => {
    const { world, again } = await indexedWorld();
    world.files.content.delete('/shop/images/007.png');
    expect((await again()).report).toMatchObject({ indexed: 1 });
    const bag = documentsOf(world).get('007')!;
    expect(bag.pictures).toEqual([]);
    expect(bag.values.map(({ field }) => field)).not.toContain('pictureColour');
  });

  it('gives what a first run of the changed source would have given', async () => {
    const { world, again } = await indexedWorld();
    const change = (csv: string) =>
      csv.replace('4.50', '5').replace('Cotton, organic', 'Linen').replace('images/0.png', 'images/007.png');
    await again(change);
    const fresh = await createWorld();
    edit(fresh, 'products.csv', change);
    await index(fresh);
    expect(documentsOf(world)).toEqual(documentsOf(fresh));
  });
});

describe('pictures', () => {
  it('indexes an item without its picture when that is broken, too large or missing', async () => {
    const world = await createWorld();
    world.files.content.set('/shop/images/text.png', Buffer.from('no picture at all'));
    world.files.content.set('/shop/images/huge.png', pngHeader(20_000, 20_000));
    const rows = ['text.png', 'huge.png', 'nowhere.png'].map((name) => `${name},t,images/${name}`);
    world.files.content.set('/shop/p.csv', Buffer.from(`id,title,images\n${rows.join('\n')}\n`));
    const report = await index(world, { sources: ['p.csv'] });
    expect(report).toMatchObject({ indexed: 3, skipped: [] });
    expect(report.incomplete).toEqual([
      {
        reason: 'a picture cannot be used',
        count: 2,
        examples: [
          expect.stringMatching(/^item text\.png: /u),
          expect.stringMatching(/^item huge\.png: .*20000 × 20000/u),
        ],
      },
      {
        reason: 'the file of a picture is missing',
        count: 1,
        examples: ['p.csv line 4: "images/nowhere.png"'],
      },
    ]);
    expect([...documentsOf(world).values()].flatMap(({ pictures }) => pictures)).toEqual([]);
  });

  it('follows the paths of a source wherever they lead, absolute ones too', async () => {
    const world = await createWorld();
    world.files.content.set('/elsewhere/a.png', world.files.content.get('/shop/images/0.png'));
    world.files.content.set(
      '/shop/p.csv',
      Buffer.from('id,title,images\na,t,/elsewhere/a.png\nb,t,../elsewhere/a.png\n'),
    );
    expect(await index(world, { sources: ['p.csv'] })).toMatchObject({ indexed: 2, incomplete: [] });
    expect([...documentsOf(world).values()].map(({ pictures }) => pictures.length)).toEqual([1, 1]);
  });

  it('finds pictures in the folder of --images, by path, by file name and by id', async () => {
    const world = await createWorld();
    const picture = world.files.content.get('/shop/images/0.png');
    for (const name of ['deep/a.png', 'b.png', 'c.jpg', 'd.png', 'e.jpg', 'f.png'])
      world.files.content.set(`/pictures/${name}`, picture);
    const rows = [
      'a,t,deep/a.png',
      'b,t,C:\\\\export\\\\b.png',
      'c,t,',
      'no picture,t,',
      'd,t,https://pictures.example/d.png?width=100',
      'e,t,https://pictures.example/unknown.png',
      'not here,t,https://pictures.example/unknown.png',
      '../f,t,',
    ];
    world.files.content.set('/shop/p.csv', Buffer.from(`id,title,images\n${rows.join('\n')}\n`));
    const report = await index(world, { sources: ['p.csv'], images: '/pictures' });
    expect(report).toMatchObject({ indexed: 8, incomplete: [], notices: [expect.stringMatching(/^1 row has/u)] });
    const withPicture = [...documentsOf(world)].filter(([, { pictures }]) => pictures.length === 1).map(([id]) => id);
    expect(withPicture).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('searches all pictures of an item, also behind a broken one', async () => {
    const world = await createWorld();
    world.files.content.set(
      '/shop/p.jsonl',
      Buffer.from('{"id":"1","title":"t","images":["images/gone.png","images/0.png","images/007.png"]}'),
    );
    await index(world, { sources: ['p.jsonl'] });
    const [document] = documentsOf(world).values();
    expect(document!.pictures.map(({ number }) => number)).toEqual([1, 2]);
    expect(document!.values).toContainEqual({ field: 'pictureColour', text: 'grey' });
  });
});

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
    expect([...documentsOf(world).keys()]).toEqual(IDS.filter((id) => id !== '0' && id !== 'lamp'));
    expect(await world.state.records.count('shop')).toBe(4);
  });

  it('keeps the item of a row that cannot be read now', async () => {
    const world = await createWorld();
    await index(world);
    edit(world, 'products.csv', (csv) => without('lamp', ...NAMELESS)(csv.replace('4.50', 'free')));
    const report = await index(world, { prune: true });
    expect(report).toMatchObject({ deleted: 1 });
    expect([...documentsOf(world).keys()]).toEqual(IDS.filter((id) => id !== 'lamp'));
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
    expect([...documentsOf(world).keys()]).toEqual(IDS);
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
    expect([...documentsOf(world).keys()]).toEqual(IDS);
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
      expect([...documentsOf(world).keys()]).toEqual(IDS);
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
    expect([...documentsOf(world).keys()]).toEqual(IDS);
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
    await expect(index(world, { onError: 'stop' })).rejects.toThrow(
      /products\.csv line 8: price is not a number \("a lot"\)/u,
    );
    expect([...documentsOf(world).keys()]).toEqual(IDS.filter((id) => id !== 'lamp'));
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
