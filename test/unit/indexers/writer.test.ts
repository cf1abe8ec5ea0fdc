import { describe, expect, it } from 'vitest';
import { createRecord } from '#indexers/record';
import type { Encoders } from '#src/ports/encoders';
import type { Generation } from '#src/ports/generations';
import { holdTexts } from '#test/support/held-encoders';
import { createWorld, documentsOf, type WorldPorts, withWriter } from '#test/support/index-world';

const record = (id: string, title: string, price = 1) =>
  createRecord({ id, title, kind: 'product', price, attributes: {} }, []);

const PRICE_7 = { field: 'price', text: '7', number: 7 };

/** Puts something before the open generation. */
function onGeneration(change: (generation: Generation) => Partial<Generation>) {
  const changed = (generation: Generation): Generation => ({
    ...generation,
    ...change(generation),
    get appliedSequence() {
      return generation.appliedSequence;
    },
  });
  return (ports: WorldPorts): WorldPorts => ({
    ...ports,
    store: { ...ports.store, open: async (manifest) => changed(await ports.store.open(manifest)) },
  });
}

describe('the writer', () => {
  it('makes the first items of a catalog searchable, and creates its generation from them', async () => {
    const world = await createWorld();
    await withWriter(world, async (writer) => {
      expect(writer.live()).toBeUndefined();
      const outcomes = await writer.putNow([record('1', 'red sock'), record('2', 'blue hat')]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
      expect(await writer.live()!.generation.count()).toBe(2);
    });
  });

  it('makes live updates searchable while a run is at work, and lets no older change undo them', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'first title'), record('2', 'other')]));
    const { encoders, held, release } = holdTexts(world.encoders, 'slow');
    await withWriter({ ...world, encoders }, async (writer) => {
      await writer.put([record('1', 'slow title'), record('3', 'third')]);
      const settled = writer.settle();
      await held;
      await writer.putNow([record('1', 'newest title')]);
      expect(documentsOf(world).get('1')!.tokens.title).toContain('newest');
      await writer.deleteNow(['2']);
      expect([...documentsOf(world).keys()]).toEqual(['1']);
      release();
      await settled;
      await writer.settle();
      expect(documentsOf(world).get('1')!.tokens.title).toContain('newest');
      expect([...documentsOf(world).keys()]).toEqual(['1', '3']);
      expect(writer.live()!.generation.appliedSequence).toBe(await world.state.records.lastSequence('shop'));
    });
  });

  it('does not do again in its turn what was written ahead', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'a')]));
    const before = world.encoded.texts;
    await withWriter(world, async (writer) => {
      await writer.putNow([record('1', 'b')]);
      await writer.settle();
    });
    expect(world.encoded.texts).toBe(before + 1);
  });

  it('writes a changed price without what was embedded, and all of an item when its text has changed', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'a'), record('2', 'b')]));
    const calls: string[] = [];
    const watching = onGeneration((generation) => ({
      write: (documents) => {
        calls.push(...documents.map(({ id }) => `all of ${id}`));
        return generation.write(documents);
      },
      writeFeatures: (documents) => {
        calls.push(...documents.map(({ id }) => `features of ${id}`));
        return generation.writeFeatures(documents);
      },
      vectors: (ids) => {
        calls.push(...ids.map((id) => `vectors of ${id}`));
        return generation.vectors(ids);
      },
    }));
    const change = [record('1', 'a', 7), record('2', 'new', 7)];
    await withWriter(world, (writer) => writer.putNow(change), watching);
    expect(calls.sort()).toEqual(['all of 2', 'features of 1', 'vectors of 2']);
    expect(documentsOf(world).get('1')!.values).toContainEqual(PRICE_7);
    expect(documentsOf(world).get('1')!.vectors).not.toEqual({});
  });

  it('writes all of an item of which another process has embedded another text meanwhile', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'a')]));
    const { textHash } = documentsOf(world).get('1')!;
    let looks = 0;
    const disturbed = onGeneration((generation) => ({
      fingerprints: async (ids) => {
        const found = await generation.fingerprints(ids);
        const other = { ...documentsOf(world).get('1')!, sequence: 1, textHash: 'of another text' };
        if (++looks === 1) await generation.write([other]);
        return found;
      },
    }));
    await withWriter(world, (writer) => writer.putNow([record('1', 'a', 7)]), disturbed);
    expect(documentsOf(world).get('1')).toMatchObject({ textHash, values: expect.arrayContaining([PRICE_7]) });
  });

  it('brings a generation up to date that lags behind the log', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'a')]));
    await world.state.records.put('shop', [record('2', 'logged by a process that died')]);
    await world.state.records.delete('shop', ['1']);
    await withWriter(world, (writer) => writer.settle());
    expect([...documentsOf(world).keys()]).toEqual(['2']);
  });

  it('answers by id whether there was something to delete', async () => {
    const world = await createWorld();
    await withWriter(world, async (writer) => {
      await writer.putNow([record('1', 'a')]);
      expect(await writer.deleteNow(['1', 'unknown', '1'])).toEqual([true, false, true]);
      expect(await writer.deleteNow(['1'])).toEqual([false]);
      expect(await writer.live()!.generation.count()).toBe(0);
    });
  });

  it('keeps the last of repeated ids in one update', async () => {
    const world = await createWorld();
    await withWriter(world, (writer) => writer.putNow([record('1', 'a'), record('1', 'b')]));
    expect(documentsOf(world).get('1')!.tokens.title).toEqual(['b']);
  });

  it('gives up waiting when told to', async () => {
    const world = await createWorld();
    const { encoders, held, release } = holdTexts(world.encoders, 'slow');
    await withWriter({ ...world, encoders }, async (writer) => {
      await writer.put([record('1', 'slow title')]);
      const stop = new AbortController();
      const settled = writer.settle({ signal: stop.signal });
      await held;
      stop.abort();
      await settled;
      expect(documentsOf(world).size).toBe(0);
      release();
    });
    expect(documentsOf(world).size).toBe(1);
  });

  it('is open to more changes after one failed', async () => {
    const world = await createWorld();
    const broken: Encoders = {
      ...world.encoders,
      texts: new Map(
        [...world.encoders.texts].map(([space]) => [space, { encode: () => Promise.reject(new Error('no memory')) }]),
      ),
    };
    await withWriter({ ...world, encoders: broken }, async (writer) => {
      await expect(writer.putNow([record('1', 'a')])).rejects.toThrow('no memory');
    });
    await withWriter(world, (writer) => writer.putNow([record('2', 'b')]));
    expect([...documentsOf(world).keys()]).toEqual(['1', '2']);
  });
});
