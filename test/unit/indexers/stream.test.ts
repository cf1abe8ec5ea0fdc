import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createQueue, mapAhead, mapInTurns, mapLimited, prefetch, rebatch } from '#indexers/stream';

async function* count(to: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let i = 1; i <= to; i++) {
      log.push(`made ${i}`);
      yield i;
    }
  } finally {
    log.push('ended');
  }
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe('prefetch', () => {
  it('keeps the order and the number', async () => {
    expect(await collect(prefetch(count(5), 2))).toEqual([1, 2, 3, 4, 5]);
    expect(await collect(prefetch(count(0), 2))).toEqual([]);
  });

  it('makes as many values ahead as it may, and no more', async () => {
    const log: string[] = [];
    const values = prefetch(count(10, log), 2);
    expect((await values.next()).value).toBe(1);
    expect(log).toEqual(['made 1', 'made 2', 'made 3']);
    await values.return(undefined);
    expect(log.at(-1)).toBe('ended');
  });

  it('passes an error on in its place', async () => {
    async function* failing() {
      yield 1;
      throw new Error('no more');
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of prefetch(failing(), 3)) seen.push(value);
    })();
    await expect(reading).rejects.toThrow('no more');
    expect(seen).toEqual([1]);
  });
});

describe('mapAhead', () => {
  it('has the next values at work while one is in use, and no more', async () => {
    const begun: number[] = [];
    const values = mapAhead(count(10), 2, async (value) => {
      begun.push(value);
      return -value;
    });
    expect((await values.next()).value).toBe(-1);
    expect(begun).toEqual([1, 2, 3]);
    expect(await collect(values)).toEqual([-2, -3, -4, -5, -6, -7, -8, -9, -10]);
  });

  it('keeps the order, whichever is ready first', async () => {
    const releases: (() => void)[] = [];
    const values = collect(
      mapAhead(count(3), 2, (value) => new Promise<number>((done) => releases.push(() => done(value)))),
    );
    while (releases.length < 3) await nextTurn();
    for (const release of releases.reverse()) release();
    expect(await values).toEqual([1, 2, 3]);
  });

  it('passes an error on in its place, and ends when all at work are done', async () => {
    const ended: number[] = [];
    const seen: number[] = [];
    const reading = (async () => {
      const mapped = mapAhead(count(10), 2, async (value) => {
        await nextTurn();
        ended.push(value);
        if (value === 2) throw new Error('no more');
        return value;
      });
      for await (const value of mapped) seen.push(value);
    })();
    await expect(reading).rejects.toThrow('no more');
    expect(seen).toEqual([1]);
    expect(ended).toEqual([1, 2, 3, 4]);
  });
});

describe('rebatch', () => {
  it('makes batches of one size and leaves the rest for the last', async () => {
    async function* batches() {
      yield [1];
      yield [];
      yield [2, 3, 4, 5, 6];
    }
    expect(await collect(rebatch(batches(), 4))).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('hands over what came before an error', async () => {
    async function* failing() {
      yield [1, 2, 3];
      throw new Error('no more');
    }
    const seen: number[][] = [];
    const reading = (async () => {
      for await (const batch of rebatch(failing(), 2)) seen.push(batch);
    })();
    await expect(reading).rejects.toThrow('no more');
    expect(seen).toEqual([[1, 2], [3]]);
  });
});

describe('a queue', () => {
  it('runs jobs one after the other, also after one that failed', async () => {
    const enqueue = createQueue();
    const log: string[] = [];
    const job = (name: string) => async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (name === 'b') throw new Error(name);
      return name;
    };
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => enqueue(job(name))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});

describe('mapLimited', () => {
  it('has no more calls at a time than allowed, and keeps the order', async () => {
    let running = 0;
    let most = 0;
    const results = await mapLimited([3, 1, 2, 5, 4], 2, async (value) => {
      most = Math.max(most, ++running);
      for (let i = 0; i < value; i++) await Promise.resolve();
      running--;
      return value * 10;
    });
    expect(results).toEqual([30, 10, 20, 50, 40]);
    expect(most).toBe(2);
  });
});

describe('mapInTurns', () => {
  it('maps in order, and lets others work in between when it takes long', async () => {
    let turns = 0;
    let count = true;
    const others = (): void => {
      turns++;
      if (count) setImmediate(others);
    };
    setImmediate(others);
    const busy = (value: number): number => {
      const end = performance.now() + 11;
      while (performance.now() < end);
      return value * 2;
    };
    expect(await mapInTurns([1, 2, 3], (value, index) => value + index)).toEqual([1, 3, 5]);
    expect(await mapInTurns([1, 2, 3], busy)).toEqual([2, 4, 6]);
    count = false;
    expect(turns).toBeGreaterThanOrEqual(3);
  });
});
