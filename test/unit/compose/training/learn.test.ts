import { describe, expect, it } from 'vitest';
import { createEventWeight } from '#src/cf/event-weights';
import type { TrainingData } from '#src/compose/training/gathered';
import { learn } from '#src/compose/training/learn';
import type { EventType } from '#src/domain/event';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1);

/** Rows of user, item, type and the hour after the start, in any order. */
function dataOf(rows: readonly (readonly [string, string, EventType, number])[]): TrainingData {
  const sorted = [...rows].sort((a, b) => a[3] - b[3]);
  const numbers = (column: 0 | 1) => {
    const ids = [...new Set(sorted.map((row) => row[column]))];
    return { ids, of: Uint32Array.from(sorted, (row) => ids.indexOf(row[column])) };
  };
  const [users, items] = [numbers(0), numbers(1)];
  const weigh = createEventWeight();
  return {
    users: users.ids.length,
    items: items.ids,
    content: items.ids.map((id) => ({ terms: [id] })),
    events: {
      user: users.of,
      item: items.of,
      weight: Float32Array.from(sorted, ([, , type]) => weigh({ type })),
      at: Float64Array.from(sorted, (row) => START + row[3] * HOUR),
    },
    isPurchase: Uint8Array.from(sorted, ([, , type]) => (type === 'purchase' ? 1 : 0)),
  };
}

describe('how often shoppers buy again', () => {
  it('is the share of bought pairs with purchases on different days', async () => {
    const data = dataOf([
      ['ann', 'milk', 'purchase', 1],
      ['bob', 'milk', 'purchase', 2],
      ['ann', 'milk', 'purchase', 30],
      ['bob', 'milk', 'purchase', 5],
      ['ann', 'lamp', 'purchase', 1],
      ['ann', 'milk', 'purchase', 90],
      ['ann', 'lamp', 'view', 50],
      ['cy', 'lamp', 'purchase', 100],
    ]);
    expect((await learn(data, { parts: ['popularity'] })).boughtAgain).toBe(1 / 4);
  });

  it('is nothing without purchases', async () => {
    const views = dataOf([['ann', 'milk', 'view', 1]]);
    expect((await learn(views, { parts: ['popularity'] })).boughtAgain).toBe(0);
    expect((await learn(dataOf([]), { parts: ['popularity'] })).boughtAgain).toBe(0);
  });
});
