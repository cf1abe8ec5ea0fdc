import { describe, expect, it } from 'vitest';
import type { GenerationManifest } from '#src/domain/generation';
import type { GenerationRegistry } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';

export function newManifest(catalog: string, id: string, more: Partial<GenerationManifest> = {}): GenerationManifest {
  return {
    id,
    catalog,
    format: 1,
    analyser: '1:en',
    spaces: [
      {
        name: 'text',
        holds: 'text',
        queriedBy: ['text'],
        model: 'm',
        revision: 'r',
        dimensions: 256,
        recipe: 'title. description',
      },
    ],
    numericFields: ['price', 'Größe'],
    thresholds: { text: 0.1 + 0.2 },
    createdAt: '2026-01-02T03:04:05.678Z',
    ...more,
  };
}

/** `registries` gives two connections to the same state, which may be one and the same. */
export function describeGenerationRegistry(registries: () => readonly [GenerationRegistry, GenerationRegistry]): void {
  const registry = (): GenerationRegistry => registries()[0];
  const idsOf = async (catalog: string) => (await registry().list(catalog)).map(({ id }) => id);

  describe('generations', () => {
    it('of a new catalog are none', async () => {
      const catalog = newCatalog();
      expect(await registry().live(catalog)).toBeUndefined();
      expect(await registry().previous(catalog)).toBeUndefined();
      expect(await registry().list(catalog)).toEqual([]);
      expect(await registry().catalogs()).not.toContain(catalog);
    });

    it('are listed oldest first and come back whole; being registered makes none live', async () => {
      const catalog = newCatalog();
      for (const id of ['z', 'a', 'm']) await registry().register(newManifest(catalog, id));
      expect(await registry().list(catalog)).toEqual(['z', 'a', 'm'].map((id) => newManifest(catalog, id)));
      expect(await registry().live(catalog)).toBeUndefined();
      expect(await registry().catalogs()).not.toContain(catalog);
    });

    it('may be registered again: the manifest is replaced, its place and the pointers stay', async () => {
      const catalog = newCatalog();
      for (const id of ['one', 'two']) await registry().register(newManifest(catalog, id));
      await registry().switchTo(catalog, 'one');
      const changed = newManifest(catalog, 'one', { numericFields: [] });
      await registry().register(changed);
      expect(await registry().list(catalog)).toEqual([changed, newManifest(catalog, 'two')]);
      expect(await registry().live(catalog)).toEqual(changed);
    });

    it('become live one after the other, and back', async () => {
      const catalog = newCatalog();
      for (const id of ['one', 'two']) await registry().register(newManifest(catalog, id));
      const pointers = async () => [(await registry().live(catalog))?.id, (await registry().previous(catalog))?.id];
      await registry().switchTo(catalog, 'one');
      expect(await pointers()).toEqual(['one', undefined]);
      await registry().switchTo(catalog, 'two');
      expect(await pointers()).toEqual(['two', 'one']);
      await registry().switchTo(catalog, 'two');
      expect(await pointers()).toEqual(['two', 'one']);
      await registry().switchTo(catalog, 'one');
      expect(await pointers()).toEqual(['one', 'two']);
      expect(await registries()[1].live(catalog)).toEqual(newManifest(catalog, 'one'));
    });

    it('that are unknown cannot become live', async () => {
      const catalog = newCatalog();
      await expect(registry().switchTo(catalog, 'nowhere')).rejects.toThrow('"nowhere"');
      await registry().register(newManifest(catalog, 'one'));
      await registry().switchTo(catalog, 'one');
      await expect(registry().switchTo(catalog, 'nowhere')).rejects.toThrow('"nowhere"');
      expect((await registry().live(catalog))?.id).toBe('one');
    });

    it('are forgotten, but never the live one', async () => {
      const catalog = newCatalog();
      for (const id of ['one', 'two', 'three']) await registry().register(newManifest(catalog, id));
      await registry().switchTo(catalog, 'one');
      await registry().switchTo(catalog, 'two');
      await registry().forget(catalog, 'three');
      expect(await idsOf(catalog)).toEqual(['one', 'two']);
      await expect(registry().forget(catalog, 'two')).rejects.toThrow('live');
      await registry().forget(catalog, 'one');
      await registry().forget(catalog, 'never there');
      await registry().forget(newCatalog(), 'one');
      expect(await registry().previous(catalog)).toBeUndefined();
      expect(await idsOf(catalog)).toEqual(['two']);
    });

    it('of catalogs do not see each other; those with a live one are listed by name', async () => {
      const base = newCatalog();
      const names = [`${base} ä`, `${base} A`, `${base} a`, `${base} 👗`, `${base} \uffee`];
      for (const catalog of names) {
        await registry().register(newManifest(catalog, 'same id', { analyser: catalog }));
        await registry().switchTo(catalog, 'same id');
      }
      const listed = (await registry().catalogs()).filter((name) => name.startsWith(base));
      expect(listed).toEqual([`${base} A`, `${base} a`, `${base} ä`, `${base} \uffee`, `${base} 👗`]);
      for (const catalog of names) expect((await registry().live(catalog))?.analyser).toBe(catalog);
    });
  });
}
