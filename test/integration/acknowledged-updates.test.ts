import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveDeps } from '#indexers/live';
import { createRecord } from '#indexers/record';
import { buildGeneration, dropUnused } from '#indexers/reindex';
import { openWriter, type Writer } from '#indexers/writer';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore } from '#src/ports/generations';
import type { Lease } from '#src/ports/leases';
import type { GenerationRegistry } from '#src/ports/records';
import { type Deferred, deferred } from '#test/support/deferred';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { type MemoryDisk, openMemoryStore } from '#test/support/memory-generations';
import { createMemoryState } from '#test/support/memory-state';

const record = (id: string, title = `Thing ${id}`) => createRecord({ id, title, kind: 'product', attributes: {} }, []);

/** What is acknowledged is found by all processes at once, also while the index is changed over. */
describe('an acknowledged update', () => {
  let disk: MemoryDisk;
  let deps: LiveDeps;
  const opened: Writer[] = [];
  const gates: Deferred[] = [];
  /** What waits for it goes on after the test in any case. */
  const gate = (): Deferred => {
    const made = deferred();
    gates.push(made);
    return made;
  };
  const open = async (more: Partial<LiveDeps> = {}): Promise<Writer> => {
    const writer = await openWriter({ ...deps, store: await openMemoryStore(disk), ...more });
    opened.push(writer);
    return writer;
  };
  /** A process whose registry answers otherwise. */
  const openWith = (change: Partial<GenerationRegistry>) =>
    open({ state: { ...deps.state, generations: { ...deps.state.generations, ...change } } });
  beforeEach(async () => {
    disk = new Map();
    const files = createMemoryFiles({});
    const store = await openMemoryStore(disk);
    deps = { catalog: 'shop', state: createMemoryState(), store, encoders: createFakeEncoders(), files, now: Date.now };
    await (await open()).putNow([record('a')]);
    await stopFollowing();
  });
  afterEach(async () => {
    for (const { resolve } of gates.splice(0)) resolve();
    for (const writer of opened.splice(0)) await writer.close();
  });

  const used = (writer: Writer) => writer.live()?.generation.manifest.id;
  const idsIn = (generation: string) => [...disk.get(JSON.stringify(['shop', generation]))!.documents.keys()];
  /** From now on nothing comes into an index that was only logged, so that nobody's luck helps. */
  const stopFollowing = async () => {
    for (const id of ['g1', 'g2']) await deps.state.leases.hold(`follow shop in ${id}`, new AbortController().signal);
  };

  it('is in the index before while another process still answers from it, and in the new one', async () => {
    const [asked, go] = [gate(), gate()];
    const slow = await openWith({
      searching: async (catalog, id) => {
        if (id === 'g2') {
          asked.resolve();
          await go.promise;
        }
        return deps.state.generations.searching(catalog, id);
      },
    });
    const quick = await open();
    await quick.replace(await buildGeneration(deps, {}));
    await asked.promise;
    expect([used(quick), used(slow)]).toEqual(['g2', 'g1']);
    await quick.putNow([record('b')]);
    await slow.putNow([record('c')]);
    expect([idsIn('g1'), idsIn('g2')]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    await quick.deleteNow(['b']);
    expect([idsIn('g1'), idsIn('g2')]).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
    go.resolve();
    await slow.look();
    for (const writer of opened) await writer.look();
    await slow.putNow([record('d')]);
    expect([used(slow), idsIn('g1'), idsIn('g2')]).toEqual(['g2', ['a', 'c'], ['a', 'c', 'd']]);
  });

  it('is in an index that is about to be live, whether it is logged before that is said or after', async () => {
    const [built, announce, caughtUp, go] = [gate(), gate(), gate(), gate()];
    const changing = await openWith({
      searching: async (catalog, id) => {
        if (id === 'g2') {
          built.resolve();
          await announce.promise;
        }
        return deps.state.generations.searching(catalog, id);
      },
      switchTo: async (catalog, id) => {
        caughtUp.resolve();
        await go.promise;
        return deps.state.generations.switchTo(catalog, id);
      },
    });
    const other = await open();
    const changed = changing.replace(await buildGeneration(deps, {}));
    await built.promise;
    await other.putNow([record('b')]);
    expect([idsIn('g1'), idsIn('g2')]).toEqual([['a', 'b'], ['a']]);
    announce.resolve();
    await caughtUp.promise;
    await other.putNow([record('c')]);
    expect([used(other), idsIn('g2')]).toEqual(['g1', ['a', 'b', 'c']]);
    go.resolve();
    await changed;
    expect(used(changing)).toBe('g2');
  });

  it('is not missed by a process that starts while the index is changed over', async () => {
    const quick = await open();
    const next = await buildGeneration(deps, {});
    const store = await openMemoryStore(disk);
    const late: GenerationStore = {
      ...store,
      open: async (manifest) => {
        if (manifest.id === 'g1') {
          await quick.replace(next);
          for (const writer of opened) await writer.look();
          await quick.putNow([record('b')]);
        }
        return store.open(manifest);
      },
    };
    expect(used(await open({ store: late }))).toBe('g2');
    expect(idsIn('g2')).toEqual(['a', 'b']);
  });

  it('is in the index of a process whose connection broke, once that has looked again', async () => {
    const leases: Lease[] = [];
    const breaking = await openWith({
      searching: async (catalog, id) => {
        leases.push(await deps.state.generations.searching(catalog, id));
        return leases.at(-1)!;
      },
    });
    await leases[0]!.release();
    await breaking.look();
    expect(leases).toHaveLength(2);
    await breaking.look();
    expect([leases.length, await leases[1]!.isHeld()]).toEqual([2, true]);
    await breaking.close();
    expect(await leases[1]!.isHeld()).toBe(false);
  });

  /** One process that searches the first index to the end, and one that two changes later writes to it as told. */
  const openBetween = async (write: (first: Generation, stuck: Writer) => Generation['write']) => {
    const store = await openMemoryStore(disk);
    const onlyFirst: GenerationStore['open'] = async (manifest) => {
      if (manifest.id !== 'g1') throw new VitrineError('generation_incompatible', 'of a newer version');
      return store.open(manifest);
    };
    const stuck = await open({ store: { ...store, open: onlyFirst } });
    const quick = await open({
      store: {
        ...store,
        open: async (manifest) => {
          const generation = await store.open(manifest);
          return manifest.id === 'g1' ? { ...generation, write: write(generation, stuck) } : generation;
        },
      },
    });
    for (let change = 0; change < 2; change++) await quick.replace(await buildGeneration(deps, {}));
    for (const writer of opened) await writer.look();
    expect([used(stuck), used(quick)]).toEqual(['g1', 'g3']);
    return quick;
  };

  it('does not fail by an index whose last process ends, and that is dropped, while it is written to', async () => {
    const quick = await openBetween((first, stuck) => async (documents) => {
      await stuck.close();
      await dropUnused(deps);
      await first.write(documents);
    });
    expect(await quick.putNow([record('b')])).toMatchObject([{ outcome: 'created' }]);
    expect([[...disk.values()].map(({ manifest }) => manifest.id), idsIn('g3')]).toEqual([
      ['g2', 'g3'],
      ['a', 'b'],
    ]);
  });

  it('does not fail by the own index of a process that did not hear of the one after, and whose lease ended', async () => {
    const leases: Lease[] = [];
    const { notices, generations } = deps.state;
    const searching: GenerationRegistry['searching'] = async (catalog, id) => {
      leases.push(await generations.searching(catalog, id));
      return leases.at(-1)!;
    };
    const deaf = await open({
      state: {
        ...deps.state,
        notices: { ...notices, subscribe: () => () => {} },
        generations: { ...generations, searching },
      },
    });
    const quick = await open();
    for (let change = 0; change < 2; change++) await quick.replace(await buildGeneration(deps, {}));
    for (const writer of opened) if (writer !== deaf) await writer.look();
    await leases[0]!.release();
    await dropUnused(deps);
    expect(used(deaf)).toBe('g1');
    expect(await deaf.putNow([record('b')])).toMatchObject([{ outcome: 'created' }]);
    expect([used(deaf), idsIn('g3')]).toEqual(['g3', ['a', 'b']]);
  });

  it('fails by an index that a process searches and that is not there', async () => {
    const quick = await openBetween((first) => async (documents) => {
      await deps.store.drop(first.manifest);
      await first.write(documents);
    });
    await expect(quick.putNow([record('b')])).rejects.toMatchObject({ code: 'generation_incompatible' });
  });

  it('is in the index also when it was logged before and the index did not answer then', async () => {
    const store = await openMemoryStore(disk);
    let isDown = true;
    const failing: GenerationStore = {
      ...store,
      open: async (manifest) => {
        const generation = await store.open(manifest);
        const unlessDown = async (work: () => Promise<void>): Promise<void> => {
          if (isDown) throw new Error('the index is down');
          await work();
        };
        return {
          ...generation,
          get appliedSequence() {
            return generation.appliedSequence;
          },
          write: (documents) => unlessDown(() => generation.write(documents)),
          remove: (ids) => unlessDown(() => generation.remove(ids)),
        };
      },
    };
    const writer = await open({ store: failing });
    await expect(writer.putNow([record('b')])).rejects.toThrow('the index is down');
    await expect(writer.deleteNow(['a'])).rejects.toThrow('the index is down');
    isDown = false;
    expect(await writer.putNow([record('b')])).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await writer.deleteNow(['a'])).toEqual([false]);
    expect(idsIn('g1')).toEqual(['b']);
  });
});
