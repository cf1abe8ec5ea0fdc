import { describe, expect, it } from 'vitest';
import type { ModelStore, NewModel } from '#src/ports/models';
import { newCatalog } from './new-catalog.ts';

export function newModel(version: string, data: Uint8Array = Buffer.from(version)): NewModel {
  return { version, createdAt: '2026-01-02T03:04:05.678Z', about: { ndcg: 0.1 + 0.2, kinds: ['als'] }, data };
}

/** `stores` gives two connections to the same state, which may be one and the same. */
export function describeModels(stores: () => readonly [ModelStore, ModelStore]): void {
  const store = (): ModelStore => stores()[0];
  const textOf = async (catalog: string, version: string) => {
    const data = await store().load(catalog, 'cf', version);
    return data && Buffer.from(data).toString();
  };

  describe('models', () => {
    it('of a new catalog are none', async () => {
      const catalog = newCatalog();
      expect(await store().live(catalog, 'cf')).toBeUndefined();
      expect(await store().previous(catalog, 'cf')).toBeUndefined();
      expect(await store().load(catalog, 'cf', 'v1')).toBeUndefined();
      await expect(store().rollback(catalog, 'cf')).rejects.toThrow('"cf"');
    });

    it('are live once published; the one before is kept, older ones are dropped', async () => {
      const catalog = newCatalog();
      for (const version of ['v1', 'v2', 'v3']) await store().publish(catalog, 'cf', newModel(version));
      const { data, ...facts } = newModel('v3');
      expect(await stores()[1].live(catalog, 'cf')).toEqual({ ...facts, bytes: data.length });
      expect((await store().previous(catalog, 'cf'))?.version).toBe('v2');
      expect([await textOf(catalog, 'v3'), await textOf(catalog, 'v2'), await textOf(catalog, 'v1')]).toEqual([
        'v3',
        'v2',
        undefined,
      ]);
    });

    it('go back and forth', async () => {
      const catalog = newCatalog();
      for (const version of ['v1', 'v2']) await store().publish(catalog, 'cf', newModel(version));
      await store().rollback(catalog, 'cf');
      expect((await stores()[1].live(catalog, 'cf'))?.version).toBe('v1');
      expect((await store().previous(catalog, 'cf'))?.version).toBe('v2');
      await store().rollback(catalog, 'cf');
      expect((await store().live(catalog, 'cf'))?.version).toBe('v2');
    });

    it('come back byte by byte, empty or of many megabytes, in a buffer of their own', async () => {
      const catalog = newCatalog();
      const large = new Uint8Array(23_456_789);
      for (let at = 0; at < large.length; at += 997) large[at] = at % 256;
      await store().publish(catalog, 'large', newModel('v1', large.subarray(5)));
      await store().publish(catalog, 'empty', newModel('v1', new Uint8Array(0)));
      const loaded = (await stores()[1].load(catalog, 'large', 'v1'))!;
      expect(loaded).toBeInstanceOf(ArrayBuffer);
      expect(loaded.byteLength).toBe(large.length - 5);
      expect(Buffer.compare(new Uint8Array(loaded), large.subarray(5))).toBe(0);
      expect((await store().load(catalog, 'empty', 'v1'))?.byteLength).toBe(0);
    });

    it('of other names and catalogs are apart', async () => {
      const [one, other] = [newCatalog(), newCatalog()];
      await store().publish(one, 'cf', newModel('v1'));
      await store().publish(one, 'words', newModel('v1', Buffer.from('of words')));
      await store().publish(other, 'cf', newModel('v1', Buffer.from('of other')));
      expect(await textOf(one, 'v1')).toBe('v1');
      expect(await textOf(other, 'v1')).toBe('of other');
      expect((await store().live(one, 'words'))?.bytes).toBe(8);
      expect(await store().previous(one, 'cf')).toBeUndefined();
    });

    it('are refused under a version that is there; the live one stays', async () => {
      const catalog = newCatalog();
      await store().publish(catalog, 'cf', newModel('v1'));
      await expect(store().publish(catalog, 'cf', newModel('v1', Buffer.from('other')))).rejects.toThrow('v1');
      expect(await textOf(catalog, 'v1')).toBe('v1');
      await store().publish(catalog, 'cf', newModel('v2'));
      expect((await store().previous(catalog, 'cf'))?.version).toBe('v1');
    });

    it('published at the same time are live one after the other', async () => {
      const catalog = newCatalog();
      const versions = Array.from({ length: 6 }, (_, index) => `v${index}`);
      await Promise.all(
        versions.map((version, index) => stores()[index % 2]!.publish(catalog, 'cf', newModel(version))),
      );
      const [live, previous] = [await store().live(catalog, 'cf'), await store().previous(catalog, 'cf')];
      expect(versions).toContain(live?.version);
      expect(versions).toContain(previous?.version);
      expect(await textOf(catalog, live!.version)).toBe(live!.version);
      expect(await textOf(catalog, previous!.version)).toBe(previous!.version);
    });
  });
}
