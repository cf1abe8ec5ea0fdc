import { beforeEach, describe, expect, it } from 'vitest';
import { type Current, openCurrent } from '#indexers/current';
import type { LiveDeps } from '#indexers/live';
import { createRecord } from '#indexers/record';
import { buildGeneration } from '#indexers/reindex';
import type { Generation } from '#src/ports/generations';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { openMemoryStore } from '#test/support/memory-generations';
import { createMemoryState } from '#test/support/memory-state';

describe('the generation that a process uses', () => {
  let deps: LiveDeps;
  let current: Current;
  let closed: string[];
  /** Generations that fail to close. */
  let stuck: string[];
  const watched = (generation: Generation): Generation => ({
    ...generation,
    get appliedSequence() {
      return generation.appliedSequence;
    },
    close: async () => {
      closed.push(generation.manifest.id);
      if (stuck.includes(generation.manifest.id)) throw new Error('the index is down');
    },
  });
  beforeEach(async () => {
    [closed, stuck] = [[], []];
    const store = await openMemoryStore();
    deps = {
      catalog: 'shop',
      state: createMemoryState(),
      store: {
        ...store,
        create: async (manifest) => watched(await store.create(manifest)),
        open: async (manifest) => watched(await store.open(manifest)),
      },
      encoders: createFakeEncoders(),
      files: createMemoryFiles({}),
      now: Date.now,
    };
    await deps.state.records.put('shop', [createRecord({ id: 'a', title: 'a', kind: 'product', attributes: {} }, [])]);
    current = await openCurrent(deps);
    await current.first(new AbortController().signal);
  });

  const used = () => current.live()?.generation.manifest.id;
  const changeOver = async () => current.change(await buildGeneration(deps, {}));

  it('stays the one before when another one cannot be made live, which is closed', async () => {
    const { switchTo } = deps.state.generations;
    deps.state.generations.switchTo = () => Promise.reject(new Error('the database is down'));
    await expect(changeOver()).rejects.toThrow('the database is down');
    expect([used(), closed]).toEqual(['g1', ['g2']]);
    deps.state.generations.switchTo = switchTo;
    await changeOver();
    expect([used(), closed]).toEqual(['g2', ['g2']]);
  });

  it('is the new one also when an older one fails to close', async () => {
    stuck = ['g1'];
    await changeOver();
    await changeOver();
    expect([used(), closed]).toEqual(['g3', ['g1']]);
  });

  it('is closed in the end like all others, and tells the failure of one', async () => {
    await changeOver();
    stuck = ['g1'];
    await expect(current.close()).rejects.toThrow('the index is down');
    expect(closed).toEqual(['g1', 'g2']);
  });
});
