import { expect, it } from 'vitest';
import type { IndexReport } from '#indexers/report';
import { renderReport } from '#src/cli/report';

const report: IndexReport = {
  read: 2,
  indexed: 1,
  unchanged: 1,
  deleted: 0,
  duplicates: 0,
  skipped: [],
  incomplete: [],
  notices: ['shop.csv: columns taken by their names: "articleType" → category'],
  interrupted: false,
  seconds: 1,
  itemsPerSecond: 2,
  phases: {},
};

it('says what a run did', () => {
  expect(renderReport(report)).toBe(
    `2 read: 1 indexed, 1 unchanged, 0 deleted in 1.0 s (2 rows/s before that)\nnote: ${report.notices[0]}\n`,
  );
});

it('shows what a dry run would do, item by item', () => {
  const attributes = Object.fromEntries(Array.from({ length: 12 }, (_, number) => [`a${number}`, number]));
  const item = { id: '007', title: 'Mug\nblue', kind: 'product', price: 1299, category: ['Home', 'Mugs'], attributes };
  const lines = renderReport({ ...report, samples: [item] }).split('\n');
  expect(lines[0]).toBe('2 read: 1 would be indexed, 1 are unchanged in 1.0 s (2 rows/s before that)');
  expect(lines.slice(2, 9)).toEqual([
    'As they would be indexed:',
    '  007',
    '    title: Mug blue',
    '    kind: product',
    '    price: 1299',
    '    category: Home | Mugs',
    '    a0: 0',
  ]);
  expect(lines.slice(-4)).toEqual(['    a9: 9', '    and 2 more attributes', 'Nothing was written (--check).', '']);
});

it('does not say of an interrupted dry run that it would go on', () => {
  const item = { id: '1', title: 'Mug', kind: 'product', attributes: {} };
  const lines = renderReport({ ...report, interrupted: true, samples: [item] }).split('\n');
  expect(lines[2]).toBe('Interrupted: what comes behind these rows was not looked at.');
  expect(renderReport({ ...report, interrupted: true })).toContain('the same command goes on from here');
});

it.each([
  [1, '1 row says that its item is gone, 1 repeated id (the last one counts)'],
  [2, '2 rows say that their item is gone, 2 repeated ids (the last one counts)'],
])('counts rows by their number: %d', (count, said) => {
  expect(renderReport({ ...report, tombstones: count, duplicates: count })).toContain(said);
});
