import { describe, expect, it } from 'vitest';
import type { RecordStore } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';
import { newRecord } from './state-records.ts';

/** `stores` gives two connections to the same state, which may be one and the same. */
export function describeConcurrentWriters(stores: () => readonly [RecordStore, RecordStore]): void {
  const store = (): RecordStore => stores()[0];

  describe('writers at the same time', () => {
    const both = (index: number): RecordStore => stores()[index % 2]!;

    it('get numbers of their own, without a gap', async () => {
      const catalog = newCatalog();
      const calls = Array.from({ length: 40 }, (_, call) =>
        both(call).put(catalog, [newRecord(`${call}/0`), newRecord(`${call}/1`)]),
      );
      const sequences = (await Promise.all(calls)).flat().map(({ sequence }) => sequence);
      expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
      expect(await store().count(catalog)).toBe(80);
    });

    it('of the same ids, in any order, do not stand in each other’s way', async () => {
      const catalog = newCatalog();
      const ids = ['a', 'b', 'c', 'd'];
      const calls = Array.from({ length: 40 }, (_, call) => {
        const order = call % 4 < 2 ? ids : [...ids].reverse();
        return call % 5 === 4
          ? both(call).delete(catalog, order)
          : both(call).put(
              catalog,
              order.map((id) => newRecord(id, `${call}`)),
            );
      });
      await Promise.all(calls);
      const changes = await store().changesAfter(catalog, 0, 100);
      expect(changes.map(({ item }) => item.id).sort()).toEqual(ids);
      expect(changes.at(-1)!.sequence).toBe(await store().lastSequence(catalog));
      expect(await store().count(catalog)).toBe(changes.filter(({ deleted }) => !deleted).length);
    });

    it('creating the same item: one creates it', async () => {
      const catalog = newCatalog();
      const calls = Array.from({ length: 20 }, (_, call) => both(call).put(catalog, [newRecord('a')]));
      const outcomes = (await Promise.all(calls)).flat();
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
      expect(new Set(outcomes.map(({ sequence }) => sequence))).toEqual(new Set([1]));
    });

    it('hide no change from a reader that goes on from the last number it saw', async () => {
      const catalog = newCatalog();
      const followed = new Map<string, number>();
      let position = 0;
      const follow = async (): Promise<number> => {
        const changes = await stores()[1].changesAfter(catalog, position, 7);
        for (const { item, sequence } of changes) followed.set(item.id, sequence);
        position = changes.at(-1)?.sequence ?? position;
        return changes.length;
      };
      let writing = true;
      const writers = Promise.all(
        Array.from({ length: 60 }, (_, call) =>
          both(call).put(catalog, [newRecord(`own ${call}`), newRecord(`shared ${call % 3}`, `${call}`)]),
        ),
      ).finally(() => {
        writing = false;
      });
      while (writing) await Promise.all([follow(), new Promise((resolve) => setImmediate(resolve))]);
      await writers;
      while ((await follow()) > 0);
      const truth = (await store().changesAfter(catalog, 0, 1_000)).map(({ item, sequence }) => [item.id, sequence]);
      expect(truth).toHaveLength(63);
      expect([...followed].sort((a, b) => a[1] - b[1])).toEqual(truth);
    });
  });
}
