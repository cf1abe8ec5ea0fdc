import { describe, expect, it } from 'vitest';
import { createForYou } from '#src/cf/for-you';
import { historyOf } from '#src/cf/history';
import { createFactorsReader } from '#src/cf/imported-factors';
import { interactionsOf } from '#src/cf/interactions';
import { trainModel } from '#src/cf/train';
import { START } from './shop.ts';

const ROWS = [
  { kind: 'item', id: 'red shoe', vector: [1, 0] },
  { kind: 'item', id: 7, vector: Float32Array.of(0.9, 0.1) },
  { kind: 'item', id: 'hat', vector: [0, 1] },
  { kind: 'user', id: 'ann', vector: [0.5, 0.25] },
];

function read(rows: readonly Readonly<Record<string, unknown>>[]) {
  const reader = createFactorsReader();
  rows.forEach((row, index) => {
    reader.add(row, `factors.parquet line ${index + 1}`);
  });
  return reader.build();
}

describe('factors trained elsewhere', () => {
  it('take the place of ALS, for users and items of theirs too', () => {
    const imported = read(ROWS);
    const interactions = interactionsOf([{ user: 'bob', item: 'sock', type: 'view', at: START }], {
      users: imported.users.ids,
      items: imported.items.ids,
    });
    const model = trainModel(interactions, { parts: [], imported, als: { regularisation: 0.1, confidence: 10 } });
    expect(model.items.ids).toEqual(['red shoe', '7', 'hat', 'sock']);
    expect([...model.factors!.users]).toEqual([0.5, 0.25, 0, 0]);
    expect([...model.factors!.items]).toEqual([1, 0, Math.fround(0.9), Math.fround(0.1), 0, 1, 0, 0]);
    const history = historyOf([{ item: 'red shoe', type: 'view', at: START }], model.items);
    expect(
      createForYou(model).recommend(history, { limit: 1, owned: 'exclude', allows: (item) => item !== 0 })[0]!.id,
    ).toBe('7');
  });

  it.each([
    [{ kind: 'shop', id: 'x', vector: [1, 2] }, /line 5: kind is "shop"/u],
    [{ kind: 'item', id: '', vector: [1, 2] }, /id is ""/u],
    [{ kind: 'item', id: 'x', vector: [1, Number.NaN] }, /no list of finite numbers/u],
    [{ kind: 'item', id: 'x', vector: 'none' }, /no list of finite numbers/u],
    [{ kind: 'item', id: 'x', vector: [1, 2, 3] }, /has 3 numbers and those before it 2/u],
  ])('refuse %j', (row, message) => expect(() => read([...ROWS, row])).toThrow(message));

  it('need items', () => expect(() => read([ROWS[3]!])).toThrow(/no factors of items/u));
});
