import { describe, expect, it } from 'vitest';
import type { SynonymStore } from '#src/ports/synonyms';
import { newCatalog } from './new-catalog.ts';

/** What `src/ports/synonyms.ts` promises. `stores` gives two connections to the same state, which may be the same. */
export function describeSynonymStore(stores: () => readonly [SynonymStore, SynonymStore]): void {
  describe('synonyms', () => {
    it('come back as they were given, to any process, each write in the place of the last', async () => {
      const [store, beside] = stores();
      const catalog = newCatalog();
      expect(await store.list(catalog)).toEqual([]);
      const rules = [{ words: ['sofa', 'couch'] }, { words: ['o\'brien "x" % _'], to: ['靴子', '🥾'] }];
      await store.replace(catalog, rules);
      expect(await beside.list(catalog)).toEqual(rules);
      await beside.replace(catalog, [{ words: ['tv', 'television'] }]);
      expect(await store.list(catalog)).toEqual([{ words: ['tv', 'television'] }]);
      await store.replace(catalog, []);
      expect(await beside.list(catalog)).toEqual([]);
    });

    it('are those of one catalog', async () => {
      const [store] = stores();
      const [catalog, other] = [newCatalog(), newCatalog()];
      await store.replace(catalog, [{ words: ['sofa', 'couch'] }]);
      expect(await store.list(other)).toEqual([]);
    });
  });
}
