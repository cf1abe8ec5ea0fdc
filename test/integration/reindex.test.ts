import { describe, expect, it } from 'vitest';
import { type LiveDeps, openPrevious } from '#indexers/live';
import { createRecord } from '#indexers/record';
import { buildGeneration, dropUnused } from '#indexers/reindex';
import { openWriter } from '#indexers/writer';
import { openSqliteState } from '#src/adapters/sqlite/state';
import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Encoders, TextEncoder } from '#src/ports/encoders';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { openMemoryStore } from '#test/support/memory-generations';

async function createDeps(): Promise<LiveDeps> {
  const state = await openSqliteState({ path: ':memory:' });
  const store = await openMemoryStore();
  return { catalog: 'shop', state, store, encoders: createFakeEncoders(), files: createMemoryFiles({}), now: Date.now };
}

/** The same encoders under another revision: an index built with the first does not fit. */
function revised(encoders: Encoders): Encoders {
  return { ...encoders, spaces: encoders.spaces.map((space) => ({ ...space, revision: '2' })) };
}

const recordsOf = (...ids: string[]) =>
  ids.map((id) => createRecord({ id, title: `Thing ${id}`, kind: 'product', attributes: {} }, []));
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`);

describe('reindex', () => {
  it('builds beside the live index and takes its place in one step, with what came meanwhile', async () => {
    const deps = await createDeps();
    const writer = await openWriter(deps);
    await writer.putNow(recordsOf('a', 'b'));
    await writer.deleteNow(['b']);
    const next = await buildGeneration(deps, {});
    await writer.putNow(recordsOf('c'));
    expect(writer.live()?.generation.manifest.id).toBe('g1');
    await writer.replace(next);
    expect(writer.live()?.generation.manifest.id).toBe('g2');
    const { features } = writer.live()!.generation;
    expect([...(await (await features.browse({ filter: [], refine: [], facets: [] })).ids(0, 10))].sort()).toEqual([
      'a',
      'c',
    ]);
    await writer.putNow(recordsOf('d'));
    expect(await writer.live()!.generation.count()).toBe(3);
    await writer.close();
  });

  it('lets the store show what is live: when it is opened, changed over, and gone back', async () => {
    const deps = await createDeps();
    const shown: string[] = [];
    let broken = false;
    const store = {
      ...deps.store,
      publish: async ({ id }: GenerationManifest) => {
        if (broken) throw new VitrineError('store_unavailable', 'no answer');
        shown.push(id);
      },
    };
    const writer = await openWriter({ ...deps, store });
    await writer.putNow(recordsOf('a'));
    expect(shown).toEqual(['g1']);
    await writer.replace(await buildGeneration({ ...deps, store }, {}));
    expect(shown.splice(0)).toEqual(['g1', 'g2']);
    broken = true;
    await writer.replace(await openPrevious({ ...deps, store }));
    expect([writer.live()?.generation.manifest.id, shown]).toEqual(['g1', []]);
    await writer.close();
    broken = false;
    await (await openWriter({ ...deps, store })).close();
    expect(shown).toEqual(['g1']);
  });

  it('shows what another process has made live meanwhile', async () => {
    const deps = await createDeps();
    const writer = await openWriter(deps);
    await writer.putNow(recordsOf('a'));
    const next = await buildGeneration(deps, {});
    const shown: string[] = [];
    const publish = async ({ id }: GenerationManifest) => {
      if (shown.length === 0) await deps.state.generations.switchTo('shop', next.generation.manifest.id);
      shown.push(id);
    };
    const late = await openWriter({ ...deps, store: { ...deps.store, publish } });
    expect(shown).toEqual(['g1', 'g2']);
    await late.close();
    await writer.close();
  });

  it('repairs an index that was built with other models', async () => {
    const deps = await createDeps();
    const old = await openWriter(deps);
    await old.putNow(recordsOf('a', 'b'));
    await old.close();
    const now = { ...deps, encoders: revised(deps.encoders) };
    await expect(openWriter(now)).rejects.toMatchObject({
      code: 'generation_incompatible',
      message: expect.stringContaining('vitrine reindex'),
    });
    const next = await buildGeneration(now, {});
    await now.state.generations.switchTo('shop', next.generation.manifest.id);
    const writer = await openWriter(now);
    expect(await writer.live()!.generation.count()).toBe(2);
    await writer.close();
  });

  it('goes on with what an interrupted run built, and encodes nothing twice', async () => {
    const deps = await createDeps();
    let encoded = 0;
    const text = deps.encoders.texts.get('text')!;
    const counting: TextEncoder = {
      encode: (texts, role) => {
        encoded += texts.length;
        return text.encode(texts, role);
      },
    };
    const counted = {
      ...deps,
      encoders: {
        ...deps.encoders,
        texts: new Map([
          ['text', counting],
          ['joint', counting],
        ]),
      },
    };
    const writer = await openWriter(counted);
    await writer.put(recordsOf(...numbered(3000)));
    await writer.settle();
    encoded = 0;
    const controller = new AbortController();
    const stopSoon = { signal: controller.signal, onProgress: () => controller.abort() };
    await expect(buildGeneration(counted, stopSoon)).rejects.toMatchObject({ code: 'interrupted' });
    const before = encoded;
    const next = await buildGeneration(counted, {});
    expect(next.generation.manifest.id).toBe('g2');
    expect(await next.generation.count()).toBe(3000);
    expect(before).toBeGreaterThan(0);
    // Of the interrupted run two batches of 512 are lost; calibration encodes 300 queries for each of two spaces.
    expect(encoded).toBeLessThanOrEqual(3000 + 1024 + 2 * 300);
    await writer.close();
  });

  it('builds anew when nothing is there of an unfinished index, and drops what is known of that', async () => {
    const deps = await createDeps();
    const writer = await openWriter(deps);
    await writer.putNow(recordsOf('a', 'b'));
    const unfinished = await buildGeneration(deps, {});
    await unfinished.generation.close();
    // Who drops it is killed before the registry forgets it.
    await deps.store.drop(unfinished.generation.manifest);
    const next = await buildGeneration(deps, {});
    expect([next.generation.manifest.id, await next.generation.count()]).toEqual(['g3', 2]);
    await next.generation.close();
    // What was built is gone on with, although one that is not there comes before it.
    const same = await buildGeneration(deps, {});
    expect(same.generation.manifest.id).toBe('g3');
    await writer.replace(same);
    await dropUnused(deps);
    expect((await deps.state.generations.list('shop')).map(({ id }) => id)).toEqual(['g1', 'g3']);
    await writer.close();
  });

  it('goes back to the index before, brought up to date first, and drops older ones', async () => {
    const deps = await createDeps();
    const writer = await openWriter(deps);
    await writer.putNow(recordsOf('a'));
    await expect(openPrevious(deps)).rejects.toMatchObject({ code: 'invalid_request' });
    await writer.replace(await buildGeneration(deps, {}));
    await writer.replace(await buildGeneration(deps, {}));
    await dropUnused(deps);
    expect((await deps.state.generations.list('shop')).map(({ id }) => id)).toEqual(['g2', 'g3']);
    await writer.putNow(recordsOf('b'));
    await writer.replace(await openPrevious(deps));
    expect(writer.live()?.generation.manifest.id).toBe('g2');
    expect(await writer.live()!.generation.count()).toBe(2);
    await writer.close();
  });

  it('drops none that another process still searches', async () => {
    const deps = await createDeps();
    const writer = await openWriter(deps);
    await writer.putNow(recordsOf('a'));
    const lease = await deps.state.generations.searching('shop', 'g1');
    await writer.replace(await buildGeneration(deps, {}));
    await writer.replace(await buildGeneration(deps, {}));
    const left = async () => {
      await dropUnused(deps);
      return (await deps.state.generations.list('shop')).map(({ id }) => id);
    };
    expect(await left()).toEqual(['g1', 'g2', 'g3']);
    await lease.release();
    expect(await left()).toEqual(['g2', 'g3']);
    await writer.close();
  });

  it('says so when there is nothing to build from', async () => {
    await expect(buildGeneration(await createDeps(), {})).rejects.toMatchObject({ code: 'catalog_not_found' });
  });
});
