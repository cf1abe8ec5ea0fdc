import { describe, expect, it } from 'vitest';
import { createWorld, documentsOf, edit, FIXTURE_IDS, index } from '#test/support/index-world';
import { draw, pngHeader } from '#test/support/pictures';

describe('indexing a source', () => {
  it('indexes what is right and reports what is not, with its line', async () => {
    const world = await createWorld();
    const report = await index(world);
    expect(report).toMatchObject({ read: 10, indexed: 6, unchanged: 0, duplicates: 1, deleted: 0, interrupted: false });
    expect(report.repeatedIds).toEqual(['lamp']);
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
    expect([...documentsOf(world).keys()]).toEqual(FIXTURE_IDS);
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
