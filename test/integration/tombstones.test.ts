import { expect, it } from 'vitest';
import { createWorld, documentsOf, index } from '#test/support/index-world';

it('deletes the items of rows that say so or have expired, and no item that comes again after', async () => {
  const world = await createWorld();
  const feed = (rows: readonly object[]) =>
    world.files.content.set('/shop/f.jsonl', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  const item = (id: string, rest: object = {}) => ({ id, title: `Thing ${id}`, ...rest });
  feed([item('a'), item('b'), item('c'), item('d', { expiresAt: '2999-01-01' }), item('e')]);
  expect(await index(world, { sources: ['f.jsonl'] })).toMatchObject({ indexed: 5, deleted: 0 });
  feed([
    { id: 'a', deleted: true },
    item('b', { expiration_date: '2020-01-01T00:00:00Z' }),
    { id: 'c', deleted: true },
    item('c', { price: 5 }),
    { id: 'never-there', deleted: true },
    item('e', { deleted: false }),
  ]);
  const report = await index(world, { sources: ['f.jsonl'] });
  expect(report).toMatchObject({ read: 6, tombstones: 4, indexed: 2, deleted: 2, skipped: [] });
  expect([...documentsOf(world).keys()]).toEqual(['c', 'd', 'e']);
  expect(await index(world, { sources: ['f.jsonl'] })).toMatchObject({ unchanged: 2, deleted: 0, tombstones: 4 });
});

it('takes them from tables as well, and only counts them in a dry run', async () => {
  const world = await createWorld();
  world.files.content.set('/shop/f.csv', Buffer.from('id,title,deleted\n1,One,\n2,Two,\n'));
  await index(world, { sources: ['f.csv'] });
  world.files.content.set('/shop/f.csv', Buffer.from('id,title,deleted\n1,,true\n2,,1\n'));
  expect(await index(world, { sources: ['f.csv'], check: true })).toMatchObject({ tombstones: 2, deleted: 0 });
  expect(await index(world, { sources: ['f.csv'] })).toMatchObject({ tombstones: 2, deleted: 2 });
  expect(documentsOf(world).size).toBe(0);
});
