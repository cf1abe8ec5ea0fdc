import { beforeEach, describe, expect, it } from 'vitest';
import { followBehaviour } from '#src/compose/behaviour';
import { createShoppers } from '#src/compose/shoppers';
import type { EventType } from '#src/domain/event';
import { createMemoryState } from '#test/support/memory-state';

const START = Date.UTC(2024, 4, 1);
let state: ReturnType<typeof createMemoryState>;
let events = 0;

/** `count` events of ann with items of their own, after all before. */
async function ann(type: EventType, item: string, count = 1): Promise<void> {
  await state.events.add(
    'shop',
    Array.from({ length: count }, (_, n) => ({
      ...{ id: `e${++events}`, user: 'ann', item: count === 1 ? item : `${item} ${n}`, type, at: START + events },
      ...(type === 'rating' && { value: 1 }),
    })),
  );
}

beforeEach(() => {
  state = createMemoryState();
});

describe('what lists look at of a shopper', () => {
  it('is the newest, and what was bought or spoken against before, the newest first', async () => {
    const { models, notices } = state;
    const behaviour = followBehaviour({ catalog: 'shop', models, events: state.events, notices });
    await ann('purchase', 'lamp');
    await ann('view', 'rug');
    await ann('dislike', 'mug');
    await ann('rating', 'kettle');
    expect((await behaviour.events({ user: 'ann' })).map(({ item }) => item)).toEqual(['kettle', 'mug', 'rug', 'lamp']);
    await ann('view', 'shelf', 299);
    await ann('purchase', 'sofa');
    await ann('impression', 'shown', 400);
    const looked = (await behaviour.events({ user: 'ann' })).map(({ item }) => item);
    expect(looked).toHaveLength(303);
    expect([looked[0], ...looked.slice(-4)]).toEqual(['sofa', 'shelf 0', 'kettle', 'mug', 'lamp']);
  });
});

describe('the profile of a shopper', () => {
  it('is made of what tells of taste, however much was shown since', async () => {
    const item = { id: 'lamp', title: 'Lamp', brand: 'Saltmarrow', kind: 'product', attributes: {} };
    await state.records.put('shop', [{ item, pictures: [], hash: 'h' }]);
    await ann('purchase', 'lamp');
    await ann('impression', 'shown', 1_100);
    const { profile } = createShoppers({
      ...{ state, retentionDays: undefined, logsQueries: false, now: () => START, summarise: null },
      createFiles: () => {
        throw new Error('reads no files');
      },
    });
    expect(await profile('shop', { user: 'ann' })).toMatchObject({ events: 1, brands: [{ value: 'Saltmarrow' }] });
  });
});
