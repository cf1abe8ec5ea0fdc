import { expect, it } from 'vitest';
import { createSeenIds } from '#indexers/seen';

it('tells the ids it has met from those it has not, also after it grew', () => {
  const seen = createSeenIds();
  const ids = Array.from({ length: 20_000 }, (_, i) => `item ${i}`);
  expect(ids.filter((id) => seen.add(id))).toEqual([]);
  expect(ids.filter((id) => !seen.add(id))).toEqual([]);
  expect(['', '0', '00', '🧦'].map((id) => [seen.add(id), seen.add(id)])).toEqual(Array(4).fill([false, true]));
});
