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
