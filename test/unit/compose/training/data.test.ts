import { expect, it } from 'vitest';
import { readTrainingData } from '#src/compose/training/data';
import { createGathered } from '#src/compose/training/gathered';
import type { EventType } from '#src/domain/event';
import { createAnalyser } from '#src/text/analyser';
import { createMemoryState } from '#test/support/memory-state';

const START = Date.UTC(2024, 4, 1);

it('numbers what tells something, in the order of time, visits apart from users, and gathers it as it was sent', async () => {
  const state = createMemoryState();
  const item = (id: string) => ({ id, title: id, kind: 'product', category: ['home', 'lamps'], attributes: {} });
  await state.records.put(
    'shop',
    ['lamp', 'sofa'].map((id) => ({ item: item(id), pictures: [], hash: id })),
  );
  await state.records.delete('shop', ['sofa']);
  const add = (n: number, who: object, item: string, type: EventType, value?: number) =>
    state.events.add('shop', [
      { id: `e${n}`, item, type, at: START + n, ...who, ...(value !== undefined && { value }) },
    ]);
  await add(5, { user: 'ann' }, 'lamp', 'purchase');
  await add(1, { session: 'ann' }, 'mug', 'view');
  await add(2, { user: 'ann' }, 'mug', 'rating', 1);
  await add(3, { user: 'bob' }, 'rug', 'rating', 3);
  await add(4, { user: 'bob' }, 'rug', 'impression');
  await add(9, { user: 'ann' }, 'late', 'view');

  const gathered = createGathered(0);
  const sink = {
    items: async (batch: never) => gathered.addItems(batch),
    events: async (batch: never) => gathered.addEvents(batch),
  };
  const sources = { ...state, analyser: createAnalyser({ language: 'en' }) };
  const told: number[] = [];
  const read = await readTrainingData(sources, sink, {
    catalog: 'shop',
    asOf: START + 8,
    onEvents: (n) => told.push(n),
  });

  expect([read.events, read.users.size, read.items.ids, read.inCatalog, told.at(-1)]).toEqual([
    4,
    2,
    ['lamp', 'mug'],
    1,
    4,
  ]);
  const { users, items, content, events, isPurchase } = gathered.data(2, ['mug']);
  expect([users, items, content.map(({ category }) => category)]).toEqual([2, ['lamp', 'mug'], ['lamps']]);
  expect(content[0]!.terms).toContain('category=home > lamps');
  const rows = Array.from(events.at, (at, n) => [
    events.user[n],
    events.item[n],
    events.weight[n],
    at - START,
    isPurchase[n],
  ]);
  expect(rows).toEqual([
    [0, 1, Math.fround(0.2), 1, 0],
    [1, 1, -1, 2, 0],
    [1, 0, 1, 5, 1],
  ]);
});
