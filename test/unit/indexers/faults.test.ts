import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createFaultCounts, fault, shorten } from '#indexers/faults';
import { estimateTotal } from '#indexers/progress';

it('groups faults by reason, the most frequent first, with five examples of each', () => {
  const counts = createFaultCounts();
  counts.add('row 1', fault('title is missing', 'a'));
  for (let row = 2; row < 10; row++) counts.add(`row ${row}`, fault('price is negative', -row));
  expect(counts.total).toBe(9);
  expect(counts.list()).toEqual([
    {
      reason: 'price is negative',
      count: 8,
      examples: ['row 2: -2', 'row 3: -3', 'row 4: -4', 'row 5: -5', 'row 6: -6'],
    },
    { reason: 'title is missing', count: 1, examples: ['row 1: "a"'] },
  ]);
});

it('shows a value on one line and in short', () => {
  expect(fault('x', `a\nb${'c'.repeat(500)}`).detail).toMatch(/^"a\\nbc+…$/u);
  expect(fault('x', undefined).detail).toBe('');
});

it('lets go of the text that it was cut from', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  const cut = Array.from({ length: 100 }, (_, number) =>
    shorten(Buffer.alloc(1_000_000, 97 + (number % 26)).toString('latin1')),
  );
  expect(heap() - before).toBeLessThan(10_000_000);
  expect(cut).toHaveLength(100);
});

it('does not grow without end when every fault has a reason of its own', () => {
  const counts = createFaultCounts();
  for (let i = 0; i < 10_000; i++) counts.add(`row ${i}`, fault(`attribute ${i} is an object`));
  expect(counts.list().length).toBeLessThanOrEqual(101);
  expect(counts.list().reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
});

it.each([
  [100, 50, 200, 400],
  [100, 300, 200, 100],
  [0, 50, 200, undefined],
  [100, 0, 200, undefined],
  [100, 50, undefined, undefined],
])('expects of %i rows in %i of %s bytes %s rows in all', (done, consumed, size, total) => {
  expect(estimateTotal(done, consumed, size)).toBe(total);
});
