import { describe, expect, it } from 'vitest';
import { createCounted } from '#src/adapters/qdrant/counted';
import { createDrift } from '#src/adapters/qdrant/drift';
import { valueFacet } from '#src/adapters/qdrant/facets';
import { estimateDistinct, profilesOf } from '#src/adapters/qdrant/profile';

describe('counted', () => {
  /** Counts how often it was counted; `clock.time` is the time, `others.sequence` what other processes have noted. */
  function counting(size: number) {
    const clock = { time: 0 };
    const others = { sequence: 0 };
    const drift = createDrift({ readSequence: async () => others.sequence, sequence: 0, now: () => clock.time });
    let counts = 0;
    const counted = createCounted(
      drift,
      async () => ++counts,
      () => size,
    );
    return { clock, others, drift, counted };
  }

  it('is counted again after a write of a small catalog', async () => {
    const { drift, counted } = counting(50);
    expect(await Promise.all([counted.get(), counted.get()])).toEqual([1, 1]);
    drift.written(1);
    expect(await counted.get()).toBe(2);
  });

  it('holds until one of a hundred items was written', async () => {
    const { drift, counted } = counting(1_000);
    await counted.get();
    drift.written(10);
    expect(await counted.get()).toBe(1);
    drift.written(1);
    expect(await counted.get()).toBe(2);
  });

  it('serves on in a large catalog while it is counted again, but not when it is far off', async () => {
    const { drift, counted } = counting(20_000);
    await counted.get();
    drift.written(500);
    expect(await counted.get()).toBe(1);
    await new Promise(setImmediate);
    expect(await counted.get()).toBe(2);
    drift.written(2_000);
    expect(await counted.get()).toBe(3);
  });

  it('sees what others write by the sequence that they note, and not its own twice', async () => {
    const { clock, others, drift, counted } = counting(50);
    await counted.get();
    drift.noted(3);
    others.sequence = 3;
    clock.time = 10_000;
    for (let i = 0; i < 2; i++) expect(await counted.get()).toBe(1);
    others.sequence = 9;
    clock.time = 20_000;
    await counted.get();
    await new Promise(setImmediate);
    expect(await counted.get()).toBe(2);
  });

  it('forgets a count that failed', async () => {
    let fails = true;
    const drift = createDrift({ readSequence: async () => 0, sequence: 0 });
    const counted = createCounted(
      drift,
      async () => (fails ? Promise.reject(new Error('down')) : 7),
      () => 100,
    );
    await expect(counted.get()).rejects.toThrow('down');
    fails = false;
    expect(await counted.get()).toBe(7);
  });
});

describe('profiles', () => {
  it('add up marks, best covered first', () => {
    const marks = new Map([
      ['t:size', 2],
      ['n:size', 95],
      ['m:size', 1],
      ['x4,0:size', 1],
      ['t:colour', 98],
      ['n:colour', 1],
    ]);
    const distinct = new Map([
      ['size', 40],
      ['colour', 500],
    ]);
    expect(profilesOf(marks, distinct)).toEqual([
      { field: 'colour', type: 'text', items: 99, odd: 0, distinct: 99, several: false },
      { field: 'size', type: 'number', items: 98, odd: 2, distinct: 40, several: true },
    ]);
  });

  it('estimates different values from those seen once and twice', () => {
    // 6 seen, of which 3 once and 2 twice: 6 + 3 * 2 / (2 * 3) = 7
    expect(estimateDistinct([1, 1, 1, 2, 2, 9])).toBe(7);
    expect(estimateDistinct([5, 6])).toBe(2);
  });
});

describe('value facets', () => {
  it('count equal values as one, shown in their most frequent form', () => {
    const counts = new Map([
      ['Red', 5],
      ['blue', 4],
      ['RED', 3],
      ['azure', 4],
    ]);
    expect(valueFacet('colour', counts)).toEqual({
      field: 'colour',
      values: [
        { value: 'Red', count: 8 },
        { value: 'azure', count: 4 },
        { value: 'blue', count: 4 },
      ],
    });
    expect(valueFacet('colour', new Map())).toBeUndefined();
  });
});
