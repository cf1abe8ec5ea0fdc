import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveDeps } from '#indexers/live';
import { createRecord } from '#indexers/record';
import { buildGeneration } from '#indexers/reindex';
import { openWriter, type Writer } from '#indexers/writer';
import type { Encoders } from '#src/ports/encoders';
import type { Generation } from '#src/ports/generations';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { holdTexts } from '#test/support/held-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { type MemoryDisk, openMemoryStore } from '#test/support/memory-generations';
import { createMemoryState } from '#test/support/memory-state';

const record = (id: string, title = `Thing ${id}`) => createRecord({ id, title, kind: 'product', attributes: {} }, []);

/** Two writers with nothing in common but the state and the store are as good as two processes. */
describe('two writers of one catalog', () => {
  let disk: MemoryDisk;
  let deps: LiveDeps;
  let one: Writer;
  let other: Writer;
  const opened: Writer[] = [];
  const open = async (encoders: Encoders = createFakeEncoders()): Promise<Writer> => {
    const writer = await openWriter({ ...deps, encoders, store: await openMemoryStore(disk) });
    opened.push(writer);
    return writer;
  };
  beforeEach(async () => {
    disk = new Map();
    const files = createMemoryFiles({});
    const store = await openMemoryStore(disk);
    deps = { catalog: 'shop', state: createMemoryState(), store, encoders: createFakeEncoders(), files, now: Date.now };
    [one, other] = [await open(), await open()];
  });
  afterEach(async () => {
    for (const writer of opened.splice(0)) await writer.close();
  });

  const used = (writer: Writer) => writer.live()?.generation.manifest.id;
  const titleOf = (id: string) => [...disk.values()].at(-1)?.documents.get(id)?.tokens.title;

  it('make its first generation once, whoever comes first', async () => {
    await Promise.all([one.putNow([record('a')]), other.putNow([record('b')])]);
    await Promise.all([one.settle(), other.settle()]);
    expect([used(one), used(other), disk.size]).toEqual(['g1', 'g1', 1]);
    expect([await one.live()!.generation.count(), await other.live()!.generation.count()]).toEqual([2, 2]);
  });

  it('never bring an older change of an item in after a newer one', async () => {
    await one.putNow([record('a')]);
    const { encoders, held, release } = holdTexts(createFakeEncoders());
    const late = await open(encoders);
    const older = late.putNow([record('a', 'older')]);
    await held;
    await other.putNow([record('a', 'newer')]);
    await other.settle();
    release();
    await older;
    await late.settle();
    expect(titleOf('a')).toEqual(['newer']);
  });

  it('both move to the generation that one of them makes live, with what was written meanwhile', async () => {
    await one.putNow([record('a')]);
    await other.look();
    const next = await buildGeneration(deps, {});
    await other.putNow([record('b')]);
    await one.replace(next);
    await other.look();
    expect([used(one), used(other)]).toEqual(['g2', 'g2']);
    await other.putNow([record('c')]);
    expect(await one.live()!.generation.count()).toBe(3);
  });

  it('lose nothing that is written to the generation before while the other changes over', async () => {
    await one.putNow([record('a')]);
    await other.look();
    const next = await buildGeneration(deps, {});
    const writes = Array.from({ length: 20 }, (_, n) => other.putNow([record(`n${n}`)]));
    await one.replace(next);
    await Promise.all(writes);
    await Promise.all([one.settle(), other.settle()]);
    expect(await one.live()!.generation.count()).toBe(21);
  });

  it('take over thresholds that the other has measured', async () => {
    await one.putNow([record('a'), record('b')]);
    await other.look();
    await one.finish({ calibrate: true });
    await other.look();
    expect(other.live()!.generation.manifest).toEqual(one.live()!.generation.manifest);
    expect(Object.keys(other.live()!.generation.manifest.thresholds)).not.toEqual([]);
  });

  it('go on with the generation before when the new one is of other models, and say so', async () => {
    await one.putNow([record('a')]);
    await other.look();
    const encoders = createFakeEncoders();
    const revised = { ...encoders, spaces: encoders.spaces.map((space) => ({ ...space, revision: '2' })) };
    const next = await buildGeneration({ ...deps, encoders: revised }, {});
    await deps.state.generations.switchTo('shop', next.generation.manifest.id);
    await other.look();
    expect([used(other), other.trouble()]).toEqual(['g1', expect.stringContaining('other models')]);
    await other.putNow([record('b')]);
    expect(await other.live()!.generation.count()).toBe(2);
    await deps.state.generations.switchTo('shop', 'g1');
    await other.look();
    expect(other.trouble()).toBeUndefined();
  });

  it('bring in what a process logged that died before it could', async () => {
    await one.putNow([record('a')]);
    await deps.state.records.put('shop', [record('b')]);
    await Promise.all([one.settle(), other.settle()]);
    expect(await one.live()!.generation.count()).toBe(2);
  });
});

it('brings in what it could not when the index did not answer, once it is told to look', async () => {
  const state = createMemoryState();
  const store = await openMemoryStore();
  let down = false;
  let onWritten = (): void => {};
  const failing = async (opening: Promise<Generation>): Promise<Generation> => {
    const generation = await opening;
    return {
      ...generation,
      get appliedSequence() {
        return generation.appliedSequence;
      },
      write: async (documents) => {
        if (down) throw new Error('the index is down');
        await generation.write(documents);
        onWritten();
      },
    };
  };
  const writer = await openWriter({
    catalog: 'shop',
    state,
    store: {
      ...store,
      create: (manifest) => failing(store.create(manifest)),
      open: (manifest) => failing(store.open(manifest)),
    },
    encoders: createFakeEncoders(),
    files: createMemoryFiles({}),
    now: Date.now,
  });
  await writer.putNow([record('a')]);
  await writer.settle();
  down = true;
  await expect(writer.putNow([record('b')])).rejects.toThrow('the index is down');
  await expect(writer.settle()).rejects.toThrow('the index is down');
  down = false;
  const written = new Promise<void>((resolve) => {
    onWritten = resolve;
  });
  state.notices.tell({ kind: 'unsure' });
  await written;
  expect(await writer.live()!.generation.count()).toBe(2);
  await writer.close();
});
