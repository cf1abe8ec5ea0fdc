import { describe, expect, it } from 'vitest';
import type { Notice } from '#src/ports/notices';
import type { StateStore } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';
import { newManifest } from './state-generations.ts';
import { newRecord } from './state-records.ts';

/** `states` gives two connections of two processes; one and the same where only one process has the state. */
export function describeSharing(states: () => readonly [StateStore, StateStore]): void {
  describe('what processes tell each other', () => {
    it('tells each change once it is done, with its place in the log, and none that changed nothing', async () => {
      const [one, other] = states();
      const catalog = newCatalog();
      const heard: Notice[] = [];
      const settled = hear(other, catalog, heard, 'generations');
      await other.notices.ready();
      await one.records.put(catalog, [newRecord('a'), newRecord('b')]);
      await one.records.put(catalog, [newRecord('a')]);
      await one.records.delete(catalog, ['b', 'unknown']);
      await one.records.delete(catalog, ['b']);
      await one.generations.register(newManifest(catalog, 'g1'));
      await settled;
      expect(heard).toEqual([
        { kind: 'items', catalog, sequence: 2 },
        { kind: 'items', catalog, sequence: 3 },
        { kind: 'generations', catalog },
      ]);
    });

    it('tells that another generation is live, and nothing to who has stopped listening', async () => {
      const [one, other] = states();
      const catalog = newCatalog();
      await one.generations.register(newManifest(catalog, 'g1'));
      const silent: Notice[] = [];
      other.notices.subscribe((notice) => silent.push(notice))();
      const heard: Notice[] = [];
      const settled = hear(other, catalog, heard, 'generations');
      await other.notices.ready();
      await one.generations.switchTo(catalog, 'g1');
      await settled;
      expect(heard).toContainEqual({ kind: 'generations', catalog });
      expect(silent).toEqual([]);
    });
  });

  describe('leases', () => {
    it('are held by one at a time, by name', async () => {
      const [one, other] = states();
      const name = newCatalog();
      const lease = await one.leases.tryHold(name);
      expect(await lease?.isHeld()).toBe(true);
      expect([await other.leases.tryHold(name), await one.leases.tryHold(name)]).toEqual([undefined, undefined]);
      const elsewhere = await other.leases.tryHold(`${name} else`);
      expect(elsewhere).toBeDefined();
      await elsewhere?.release();
      await lease?.release();
      await lease?.release();
      expect(await lease?.isHeld()).toBe(false);
      const next = await other.leases.tryHold(name);
      expect(next).toBeDefined();
      await next?.release();
    });

    it('are waited for', async () => {
      const [one, other] = states();
      const name = newCatalog();
      const first = await one.leases.hold(name, new AbortController().signal);
      const waiting = other.leases.hold(name, new AbortController().signal);
      await first.release();
      const second = await waiting;
      expect(await second.isHeld()).toBe(true);
      await second.release();
    });

    it('are given up waiting for', async () => {
      const [one, other] = states();
      const name = newCatalog();
      const lease = await one.leases.tryHold(name);
      const stop = new AbortController();
      const waiting = other.leases.hold(name, stop.signal);
      stop.abort();
      await expect(waiting).rejects.toThrow(/interrupted/iu);
      await lease?.release();
      await (await other.leases.tryHold(name))?.release();
    });
  });

  describe('generations that are searched', () => {
    it('are the live one and those that any process says it searches', async () => {
      const [one, other] = states();
      const base = newCatalog();
      const [catalog, another] = [`${base} a`, `${base} b`];
      const searched = async (name = catalog) => (await other.generations.searched(name)).map(({ id }) => id);
      expect(await searched()).toEqual([]);
      for (const id of ['g1', 'g2', 'g3']) await one.generations.register(newManifest(catalog, id));
      await one.generations.register(newManifest(another, 'g1'));
      expect(await searched()).toEqual([]);
      await one.generations.switchTo(catalog, 'g2');
      expect(await other.generations.searched(catalog)).toEqual([newManifest(catalog, 'g2')]);
      const leases = [
        await one.generations.searching(catalog, 'g1'),
        await other.generations.searching(catalog, 'g1'),
        await one.generations.searching(catalog, 'g2'),
      ];
      expect([await searched(), await searched(another)]).toEqual([['g2', 'g1'], []]);
      await leases[0]!.release();
      await leases[0]!.release();
      expect([await leases[0]!.isHeld(), await leases[1]!.isHeld(), await searched()]).toEqual([
        false,
        true,
        ['g2', 'g1'],
      ]);
      await one.generations.forget(catalog, 'g1');
      expect(await searched()).toEqual(['g2']);
      for (const lease of leases) await lease.release();
      expect(await searched()).toEqual(['g2']);
    });
  });

  describe('bringing changes into an index', () => {
    it('lets through what is still the last change of its item', async () => {
      const [{ records }] = states();
      const catalog = newCatalog();
      await records.put(
        catalog,
        ['a', 'b', 'c'].map((id) => newRecord(id)),
      );
      await records.put(catalog, [newRecord('a', 'newer')]);
      await records.delete(catalog, ['b']);
      const changes = [
        { id: 'a', sequence: 1 },
        { id: 'b', sequence: 5 },
        { id: 'c', sequence: 3 },
        { id: 'unknown', sequence: 1 },
      ];
      expect(await records.applyLast(catalog, 'g1', changes, async (last) => [...last].sort())).toEqual(['b', 'c']);
      expect(await records.applyLast(newCatalog(), 'g1', changes, async (last) => last.size)).toBe(0);
    });

    it('is done by one at a time, and goes on after a failure', async () => {
      const [one, other] = states();
      const catalog = newCatalog();
      let working = 0;
      let most = 0;
      const work = async () => {
        most = Math.max(most, ++working);
        await Promise.all([one.records.count(catalog), other.records.count(catalog)]);
        working--;
      };
      const apply = ({ records }: StateStore) => records.applyLast(catalog, 'g1', [], work);
      const failing = one.records.applyLast(catalog, 'g1', [], () => Promise.reject(new Error('no index')));
      await expect(failing).rejects.toThrow('no index');
      await Promise.all([apply(one), apply(other), apply(one), apply(other)]);
      expect(most).toBe(1);
    });
  });

  describe('lists to go on with', () => {
    it('are found by any process, until they are replaced', async () => {
      const [one, other] = states();
      if (!one.lists || !other.lists) return;
      const id = newCatalog();
      const value = { ids: ['a', 'ü "', '\u{1f600}'], scores: [0.1, 1 / 3], rest: null };
      await one.lists.save(id, value);
      expect(await other.lists.load(id)).toEqual(value);
      await other.lists.save(id, 'another');
      expect(await one.lists.load(id)).toBe('another');
      expect(await one.lists.load(`${id}-unknown`)).toBeUndefined();
    });
  });
}

/** Gathers what is heard of a catalog; resolves once something of the kind was. */
function hear({ notices }: StateStore, catalog: string, heard: Notice[], until: Notice['kind']): Promise<void> {
  return new Promise((resolve) => {
    const stop = notices.subscribe((notice) => {
      if (notice.kind === 'unsure' || notice.catalog !== catalog) return;
      heard.push(notice);
      if (notice.kind !== until) return;
      stop();
      resolve();
    });
  });
}
