import { describe, expect, it } from 'vitest';
import type { RecordStore } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';
import { newRecord, ODD_IDS } from './state-records.ts';

export function describeRuns(store: () => RecordStore): void {
  describe('runs', () => {
    it('remember the ids that were marked, whether or not there is a record', async () => {
      const catalog = newCatalog();
      expect(await store().markSeen(catalog, 'run', ['a', 'b', 'a'])).toEqual([false, false, false]);
      expect(await store().markSeen(catalog, 'run', ['c', 'b', 'b'])).toEqual([false, true, true]);
      expect(await store().markSeen(catalog, 'run', ODD_IDS)).toEqual(ODD_IDS.map(() => false));
      expect(await store().markSeen(catalog, 'run', ODD_IDS)).toEqual(ODD_IDS.map(() => true));
      expect(await store().markSeen(catalog, 'run', ['07', 'A'])).toEqual([false, false]);
      expect(await store().markSeen(catalog, 'run', [])).toEqual([]);
    });

    it('do not see each other, nor those of other catalogs', async () => {
      const catalog = newCatalog();
      await store().markSeen(catalog, 'one', ['a']);
      expect(await store().markSeen(catalog, 'two', ['a'])).toEqual([false]);
      expect(await store().markSeen(newCatalog(), 'one', ['a'])).toEqual([false]);
    });

    it('tell which items they did not see: how many, and the first by id', async () => {
      const catalog = newCatalog();
      await store().put(
        catalog,
        [...ODD_IDS].reverse().map((id) => newRecord(id)),
      );
      await store().put(catalog, [newRecord('seen'), newRecord('gone')]);
      await store().delete(catalog, ['gone']);
      await store().markSeen(catalog, 'run', ['seen', 'not an item']);
      const unseen = (limit: number, after?: string) => store().unseen(catalog, 'run', { limit, after });
      expect(await store().countUnseen(catalog, 'run')).toBe(ODD_IDS.length);
      expect(await unseen(100)).toEqual(ODD_IDS);
      expect(await unseen(3)).toEqual(ODD_IDS.slice(0, 3));
      expect(await unseen(2, ODD_IDS[2])).toEqual(ODD_IDS.slice(3, 5));
      expect(await unseen(2, ODD_IDS.at(-1))).toEqual([]);
      expect(await unseen(0)).toEqual([]);
      await store().markSeen(catalog, 'run', ODD_IDS);
      expect(await store().countUnseen(catalog, 'run')).toBe(0);
      expect(await unseen(100)).toEqual([]);
    });

    it('that were never begun have seen nothing', async () => {
      const catalog = newCatalog();
      expect(await store().countUnseen(catalog, 'run')).toBe(0);
      expect(await store().unseen(catalog, 'run', { limit: 10 })).toEqual([]);
      await store().put(catalog, [newRecord('a')]);
      expect(await store().countUnseen(catalog, 'run')).toBe(1);
      expect(await store().unseen(catalog, 'run', { limit: 10 })).toEqual(['a']);
    });

    it('are forgotten on request, and only they', async () => {
      const catalog = newCatalog();
      await store().markSeen(catalog, 'one', ['a']);
      await store().markSeen(catalog, 'two', ['a']);
      await store().forgetRun(catalog, 'one');
      await store().forgetRun(catalog, 'never begun');
      await store().forgetRun(newCatalog(), 'one');
      expect(await store().markSeen(catalog, 'one', ['a'])).toEqual([false]);
      expect(await store().markSeen(catalog, 'two', ['a'])).toEqual([true]);
    });
  });
}
