import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GenerationManifest } from '#src/domain/generation';
import type { NewRecord, StateStore } from '#src/ports/records';

export const ODD_IDS = ['0', '007', 'a b', `it's "quoted"`, 'a/b\\c', '%_*', 'ключ', '商品', '👟', 'x'.repeat(500)];

export function newRecord(id: string, content = 'first'): NewRecord {
  const item = { id, title: `Title ${content}`, kind: 'product', attributes: { colour: 'red', sizes: ['S', 'M'] } };
  const pictures = [{ number: 0, path: `/pictures/${id}.jpg`, signature: '1:2' }];
  return { item, pictures, hash: `${id}:${content}` };
}

function manifest(id: string, catalog = 'shop'): GenerationManifest {
  return {
    id,
    catalog,
    format: 1,
    analyser: '1:en',
    spaces: [],
    numericFields: ['price'],
    thresholds: { text: 0.3 },
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

/** What every state store must do. `open` gives an empty store; opening twice within a test is not needed. */
export function describeStateStore(name: string, open: () => Promise<StateStore>): void {
  describe(`state store: ${name}`, () => {
    let store: StateStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describeRecords(() => store);
    describeSightings(() => store);
    describeGenerations(() => store);
  });
}

function describeRecords(store: () => StateStore): void {
  describe('records', () => {
    it('gives back what was put, for any id, in the order asked', async () => {
      await store().records.put(
        'shop',
        ODD_IDS.map((id) => newRecord(id)),
      );
      const asked = [...ODD_IDS].reverse();
      const found = await store().records.get('shop', ['missing', ...asked]);
      expect(found[0]).toBeUndefined();
      expect(found.slice(1).map((record) => record?.item.id)).toEqual(asked);
      expect(found[1]).toMatchObject({ ...newRecord(asked[0]!), deleted: false });
      expect(await store().records.count('shop')).toBe(ODD_IDS.length);
    });

    it('tells created, changed and unchanged apart, and numbers changes from 1 without gaps', async () => {
      const { records } = store();
      expect(await records.put('shop', [newRecord('a'), newRecord('b')])).toEqual([
        { outcome: 'created', sequence: 1 },
        { outcome: 'created', sequence: 2 },
      ]);
      expect(await records.put('shop', [newRecord('a'), newRecord('b', 'second')])).toEqual([
        { outcome: 'unchanged', sequence: 1 },
        { outcome: 'changed', sequence: 3 },
      ]);
      expect(await records.lastSequence('shop')).toBe(3);
      expect((await records.get('shop', ['b']))[0]?.item.title).toBe('Title second');
    });

    it('lets the last of repeated ids win, and gives all its outcome', async () => {
      const { records } = store();
      const outcomes = await records.put('shop', [newRecord('a', 'x'), newRecord('b'), newRecord('a', 'y')]);
      expect(outcomes[0]).toEqual(outcomes[2]);
      expect((await records.get('shop', ['a']))[0]?.hash).toBe('a:y');
      expect(await records.lastSequence('shop')).toBe(2);
    });

    it('keeps the content of deleted items, does not count them, and creates them anew', async () => {
      const { records } = store();
      await records.put('shop', [newRecord('a'), newRecord('b')]);
      expect(await records.delete('shop', ['a', 'a', 'missing'])).toEqual([true, true, false]);
      expect(await records.delete('shop', ['a'])).toEqual([false]);
      expect((await records.get('shop', ['a']))[0]).toMatchObject({ deleted: true, sequence: 3, item: { id: 'a' } });
      expect(await records.count('shop')).toBe(1);
      expect(await records.put('shop', [newRecord('a')])).toEqual([{ outcome: 'created', sequence: 4 }]);
      expect((await records.get('shop', ['a']))[0]?.deleted).toBe(false);
    });

    it('lists changes after a sequence, oldest first, each item once, deletions among them', async () => {
      const { records } = store();
      await records.put('shop', [newRecord('a'), newRecord('b'), newRecord('c')]);
      await records.delete('shop', ['b']);
      await records.put('shop', [newRecord('a', 'second')]);
      const changes = await records.changesAfter('shop', 0, 10);
      expect(changes.map(({ item, sequence, deleted }) => [item.id, sequence, deleted])).toEqual([
        ['c', 3, false],
        ['b', 4, true],
        ['a', 5, false],
      ]);
      expect((await records.changesAfter('shop', 3, 1)).map(({ item }) => item.id)).toEqual(['b']);
      expect(await records.changesAfter('shop', 5, 10)).toEqual([]);
    });

    it('numbers concurrent changes differently and loses none', async () => {
      const { records } = store();
      const batches = Array.from({ length: 8 }, (_, batch) =>
        Array.from({ length: 25 }, (_, n) => newRecord(`${batch}-${n}`)),
      );
      const outcomes = (await Promise.all(batches.map((batch) => records.put('shop', batch)))).flat();
      expect(new Set(outcomes.map(({ sequence }) => sequence)).size).toBe(200);
      expect((await records.changesAfter('shop', 0, 1000)).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 200 }, (_, n) => n + 1),
      );
    });

    it('keeps catalogs apart', async () => {
      const { records } = store();
      await records.put('one', [newRecord('a')]);
      expect(await records.put('two', [newRecord('a', 'other')])).toEqual([{ outcome: 'created', sequence: 1 }]);
      await records.delete('two', ['a']);
      expect((await records.get('one', ['a']))[0]).toMatchObject({ deleted: false, hash: 'a:first' });
      expect(await records.count('two')).toBe(0);
      expect(await records.lastSequence('three')).toBe(0);
    });

    it('does nothing for nothing', async () => {
      const { records } = store();
      expect(await records.put('shop', [])).toEqual([]);
      expect(await records.delete('shop', [])).toEqual([]);
      expect(await records.get('shop', [])).toEqual([]);
      expect(await records.markSeen('shop', 'run', [])).toEqual([]);
    });
  });
}

function describeSightings(store: () => StateStore): void {
  describe('sightings of a run', () => {
    it('tells what a run had seen before, and what it has not seen', async () => {
      const { records } = store();
      await records.put(
        'shop',
        ['a', 'b', 'c', 'd'].map((id) => newRecord(id)),
      );
      await records.delete('shop', ['d']);
      expect(await records.markSeen('shop', 'one', ['a', 'b', 'a'])).toEqual([false, false, true]);
      expect(await records.markSeen('shop', 'one', ['b'])).toEqual([true]);
      expect(await records.unseen('shop', 'one', 10)).toEqual({ count: 1, ids: ['c'] });
      expect(await records.markSeen('shop', 'two', ['b'])).toEqual([false]);
      expect(await records.unseen('shop', 'two', 1)).toEqual({ count: 2, ids: ['a'] });
    });

    it('keeps what was seen when an item changes', async () => {
      const { records } = store();
      await records.put('shop', [newRecord('a')]);
      await records.markSeen('shop', 'one', ['a']);
      await records.put('shop', [newRecord('a', 'second')]);
      expect(await records.unseen('shop', 'one', 10)).toEqual({ count: 0, ids: [] });
    });
  });
}

function describeGenerations(store: () => StateStore): void {
  describe('generations', () => {
    it('points to nothing at first', async () => {
      const { generations } = store();
      expect(await generations.catalogs()).toEqual([]);
      expect(await generations.live('shop')).toBeUndefined();
      expect(await generations.previous('shop')).toBeUndefined();
    });

    it('switches in one step and remembers the one before', async () => {
      const { generations } = store();
      for (const id of ['one', 'two', 'three']) await generations.register(manifest(id));
      await generations.switchTo('shop', 'one');
      await generations.switchTo('shop', 'two');
      await generations.switchTo('shop', 'two');
      expect((await generations.live('shop'))?.id).toBe('two');
      expect((await generations.previous('shop'))?.id).toBe('one');
      expect((await generations.list('shop')).map(({ id }) => id)).toEqual(['one', 'two', 'three']);
      expect(await generations.catalogs()).toEqual(['shop']);
    });

    it('replaces the manifest of a registered one, and keeps its place', async () => {
      const { generations } = store();
      await generations.register(manifest('one'));
      await generations.register(manifest('two'));
      await generations.register({ ...manifest('one'), thresholds: { text: 0.5 } });
      expect((await generations.list('shop')).map(({ id, thresholds }) => [id, thresholds.text])).toEqual([
        ['one', 0.5],
        ['two', 0.3],
      ]);
    });

    it('refuses to switch to what is not registered and to forget what is live', async () => {
      const { generations } = store();
      await expect(generations.switchTo('shop', 'none')).rejects.toThrow(/no generation "none"/u);
      await generations.register(manifest('one'));
      await generations.register(manifest('two'));
      await generations.switchTo('shop', 'one');
      await generations.switchTo('shop', 'two');
      await expect(generations.forget('shop', 'two')).rejects.toThrow(/is live/u);
      await generations.forget('shop', 'one');
      expect(await generations.previous('shop')).toBeUndefined();
      expect(await generations.list('shop')).toEqual([manifest('two')]);
    });
  });
}
