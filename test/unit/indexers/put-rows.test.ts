import { expect, it } from 'vitest';
import { createKnownPictures } from '#indexers/known-pictures';
import { putRows } from '#indexers/put-rows';
import { createWorld, documentsOf, withWriter } from '#test/support/index-world';

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
