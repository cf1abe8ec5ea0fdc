import { expect, it } from 'vitest';
import { createKnownPictures } from '#indexers/known-pictures';
import { putRows } from '#indexers/put-rows';
import { createWorld, documentsOf, index, withWriter } from '#test/support/index-world';

it('updates what is right of the rows and reports the rest', async () => {
  const world = await createWorld();
  const known = createKnownPictures('shop', world.state.records);
  const rows = [
    { id: 7, title: 'Sock', images: ['images/0.png'] },
    { id: 'x' },
    { id: 'y', title: 'Hat', rating: 'good' },
  ];
  const report = await withWriter(world, (writer, { files }) => putRows(rows, { writer, files, known }));
  expect(report).toMatchObject({ read: 3, indexed: 2, unchanged: 0 });
  expect(report.skipped).toEqual([{ reason: 'title is missing', count: 1, examples: ['row 2: "x"'] }]);
  expect(report.incomplete.map(({ reason, examples }) => [reason, examples])).toEqual([
    ['a picture has no folder that its path could start from', ['row 1: "images/0.png"']],
    ['rating is not a number', ['row 3: "good"']],
  ]);
  expect([...documentsOf(world).keys()]).toEqual(['7', 'y']);
  const again = await withWriter(world, (writer, { files }) => putRows(rows.slice(2), { writer, files, known }));
  expect(again).toMatchObject({ indexed: 0, unchanged: 1 });
});

it('keeps the pictures of images that are named as before', async () => {
  const world = await createWorld();
  const known = createKnownPictures('shop', world.state.records);
  await index(world, { sources: ['products.jsonl'] });
  const before = documentsOf(world).get('0')!;
  expect(before.pictures).toHaveLength(1);
  const put = (row: Readonly<Record<string, unknown>>) =>
    withWriter(world, (writer, { files }) => putRows([row], { writer, files, known }));
  const [record] = await world.state.records.get('shop', ['0']);
  const { attributes, ...item } = record!.item;
  const row = { ...attributes, ...item, price: 1 };
  expect(await put(row)).toMatchObject({ indexed: 1, incomplete: [] });
  expect(documentsOf(world).get('0')!.pictures).toEqual(before.pictures);
  expect((await put({ ...row, images: ['images/007.png', ...item.images!] })).incomplete).toHaveLength(1);
  expect(documentsOf(world).get('0')!.pictures).toEqual([{ ...before.pictures[0]!, number: 1 }]);
  await put({ ...row, images: [] });
  expect(documentsOf(world).get('0')!.pictures).toEqual([]);
});

it('keeps a picture that was found by the id of its item', async () => {
  const world = await createWorld();
  const known = createKnownPictures('shop', world.state.records);
  world.files.content.set('/shop/p.jsonl', Buffer.from('{"id":"007","title":"Bag"}'));
  await index(world, { sources: ['p.jsonl'], images: 'images' });
  const before = documentsOf(world).get('007')!.pictures;
  expect(before).toHaveLength(1);
  const row = { id: '007', title: 'Bag', price: 1 };
  await withWriter(world, (writer, { files }) => putRows([row], { writer, files, known }));
  expect(documentsOf(world).get('007')!.pictures).toEqual(before);
});

it('puts many rows a few at a time, others coming in between, as if it were at once', async () => {
  const world = await createWorld();
  const known = createKnownPictures('shop', world.state.records);
  const rows: Record<string, unknown>[] = Array.from({ length: 250 }, (_, i) => ({ id: `i${i}`, title: `Thing ${i}` }));
  rows[120] = { id: 'no title' };
  rows[240] = { id: 'i0', title: 'The last one counts' };
  const sizes: number[] = [];
  const report = await withWriter(world, (writer, { files }) => {
    const putNow: typeof writer.putNow = (records) => {
      sizes.push(records.length);
      return writer.putNow(records);
    };
    return putRows(rows, { writer: { ...writer, putNow }, files, known });
  });
  expect(report).toMatchObject({ read: 250, indexed: 248, duplicates: 1, repeatedIds: [expect.any(String)] });
  expect(report.skipped[0]!.examples).toEqual(['row 121: "no title"']);
  expect((await world.state.records.get('shop', ['i0']))[0]!.item.title).toBe('The last one counts');
  expect(documentsOf(world).size).toBe(248);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
});
