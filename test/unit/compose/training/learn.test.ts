import { describe, expect, it } from 'vitest';
import type { TrainingData } from '#src/compose/training/data';
import { learn } from '#src/compose/training/learn';
import { EVENT_TYPES, type EventType } from '#src/domain/event';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1);

/** Rows of user, item, type and the hour after the start. */
function dataOf(rows: readonly (readonly [string, string, EventType, number])[]): TrainingData {
  const numbers = (column: 0 | 1) => {
    const ids = [...new Set(rows.map((row) => row[column]))];
    return { ids, of: Uint32Array.from(rows, (row) => ids.indexOf(row[column])) };
  };
  const [users, items] = [numbers(0), numbers(1)];
  return {
    users: users.ids,
    items: items.ids,
    content: items.ids.map((id) => ({ terms: [id] })),
    user: users.of,
    item: items.of,
    type: Uint8Array.from(rows, (row) => EVENT_TYPES.indexOf(row[2])),
    at: Float64Array.from(rows, (row) => START + row[3] * HOUR),
    value: new Float32Array(rows.length).fill(Number.NaN),
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
