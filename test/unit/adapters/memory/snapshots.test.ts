import { describe, expect, it } from 'vitest';
import { createSnapshots } from '#src/adapters/memory/snapshots';

describe('snapshots', () => {
  it('are there until their time is over', async () => {
    let now = 1;
    const snapshots = createSnapshots<{ list: string[] }>({ ttlMs: 1000, now: () => now });
    await snapshots.save('q', { list: ['a'] });
    now = 900;
    expect(await snapshots.load('q')).toEqual({ list: ['a'] });
    now = 1500;
    expect(await snapshots.load('q')).toBeUndefined();
    expect(await snapshots.load('other')).toBeUndefined();
  });

  it('make room by dropping the one not used for the longest time', async () => {
    const snapshots = createSnapshots<{ n: number }>({ most: 2 });
    for (const n of [1, 2]) await snapshots.save(`q${n}`, { n });
    await snapshots.load('q1');
    await snapshots.save('q3', { n: 3 });
    expect(await snapshots.load('q2')).toBeUndefined();
    expect(await snapshots.load('q1')).toEqual({ n: 1 });
  });
});
