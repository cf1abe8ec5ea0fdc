import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLanceStore } from '#src/adapters/lance/store';
import type { Tuning } from '#src/adapters/lance/tuning';
import type { IndexDocument } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import type { Generation } from '#src/ports/generations';
import { aDocument, aManifest, aSpace, unit } from '#test/support/index-documents';
import { openMemoryStore } from '#test/support/memory-generations';

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

const DIMENSIONS = 16;
const manifest = aManifest({ spaces: [aSpace('words', 'text', DIMENSIONS), aSpace('looks', 'picture', DIMENSIONS)] });

/** Directions that look random and are the same each time. */
const direction = (seed: number) =>
  Array.from({ length: DIMENSIONS }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233 + i * seed));
const someDocument = (number: number, seed = number): IndexDocument =>
  aDocument(`d${number}`, {
    values: { tenth: String(number % 10), price: number },
    // Every 50th has none, and every 40th the same as another.
    ...(number % 50 !== 0 && { words: direction(number % 40 === 0 ? 7 : seed) }),
    looks: number % 3 === 0 ? [direction(seed + 0.5), direction(seed + 0.25)] : [],
  });

async function bothStores(tuning: Partial<Tuning>): Promise<{ naive: Generation; lance: Generation }> {
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-index-'));
  dirs.push(dir);
  return {
    naive: await (await openMemoryStore()).create(manifest),
    lance: await (await openLanceStore({ dir, tuning })).create(manifest),
  };
}

async function writeBoth(stores: { naive: Generation; lance: Generation }, documents: readonly IndexDocument[]) {
  for (const generation of [stores.naive, stores.lance]) await generation.write(documents);
}

const DEPTH = 50;

/** Everything that there was to find; nothing of nothing is not a number. */
const isAll = (recall: number) => recall === 1 || Number.isNaN(recall);

/** Mean share of Lance's answer that is among the nearest; of equally near ones any will do. */
async function recall(
  { naive, lance }: { naive: Generation; lance: Generation },
  space: string,
  filter: Filter[] = [],
) {
  let found = 0;
  let wanted = 0;
  for (let query = 0; query < 10; query++) {
    const leg = { kind: 'vector', space, vector: unit(direction(query * 31.7)) } as const;
    const [all] = await naive.retrieve([{ ...leg, depth: 10_000 }], filter);
    const [actual] = await lance.retrieve([{ ...leg, depth: DEPTH }], filter);
    expect(new Set(actual!.ids).size).toBe(actual!.ids.length);
    const scores = new Map(all!.ids.map((id, i) => [id, all!.scores[i]!]));
    const bar = all!.scores[Math.min(DEPTH, all!.ids.length) - 1]! - 1e-5;
    wanted += Math.min(DEPTH, all!.ids.length);
    found += actual!.ids.filter((id) => scores.get(id)! >= bar).length;
    for (const [i, id] of actual!.ids.entries())
      expect(Math.abs(actual!.scores[i]! - scores.get(id)!)).toBeLessThan(0.02);
  }
  return found / wanted;
}

const tenth: Filter[] = [{ field: 'tenth', kind: 'any', values: ['3'], negated: false }];
const narrow: Filter[] = [{ field: 'price', kind: 'range', from: 100, to: 130, negated: false }];

describe('vectors in Lance', () => {
  const first = Array.from({ length: 1500 }, (_, i) => someDocument(i));
  const small = { leastIndexedFloats: 1, leastShareWorthIndexing: 0, pendingBeforeFlush: 100 };

  it('are all found by a flat index, with and without filters, also after they change', async () => {
    const stores = await bothStores(small);
    await writeBoth(stores, first);
    const phases: string[] = [];
    await stores.lance.optimise((phase) => phases.push(phase));
    expect(phases).toContain('indexing the vectors of looks');
    const all = async () => {
      for (const space of ['words', 'looks']) {
        for (const filter of [[], tenth, narrow]) expect(await recall(stores, space, filter)).toBe(1);
      }
    };
    await all();
    await writeBoth(
      stores,
      Array.from({ length: 150 }, (_, i) => someDocument(i * 9 + 1, i + 5000)),
    );
    for (const generation of [stores.naive, stores.lance])
      await generation.remove(first.slice(20, 60).map(({ id }) => id));
    await all();
    await stores.lance.optimise();
    await all();
    await stores.lance.close();
  });

  it.each([
    ['held in memory', {}],
    ['in the table alone', { mostHeldNumbers: 0 }],
  ])('are all found under filters that few of the nearest pass, by values that change: %s', async (_, held) => {
    const stores = await bothStores({ ...small, ...held });
    await writeBoth(stores, first);
    await stores.lance.optimise();
    const others = first.filter((_, i) => i % 3 > 0).map(({ textHash, vectors, pictures, ...features }) => features);
    const dear = others.map((one) => ({ ...one, values: [{ field: 'price', text: '5000', number: 5000 }] }));
    for (const generation of [stores.naive, stores.lance]) await generation.writeFeatures(dear);
    const range = (from: number, to: number): Filter[] => [{ field: 'price', kind: 'range', from, to, negated: false }];
    for (const filter of [range(5000, 5000), range(0, 4999), range(0, 20), range(7000, 9000)]) {
      for (const space of ['words', 'looks']) expect(await recall(stores, space, filter)).toSatisfy(isAll);
    }
    await stores.lance.close();
  });

  it.each([
    ['a graph', { mostFlatFloats: 0 }],
    ['codes in partitions', { mostFlatFloats: 0, mostGraphFloats: 0 }],
  ])('are nearly all found by %s', async (_, kind) => {
    const stores = await bothStores({ ...small, ...kind });
    await writeBoth(stores, first);
    await stores.lance.optimise();
    for (const space of ['words', 'looks']) {
      expect(await recall(stores, space)).toBeGreaterThan(0.95);
      expect(await recall(stores, space, tenth)).toBeGreaterThan(0.95);
    }
    await stores.lance.close();
  });

  it('are all found when a graph would lose them, because many items share them', async () => {
    const stores = await bothStores({ ...small, mostFlatFloats: 0 });
    const shared = Array.from({ length: 2000 }, (_, i) => aDocument(`s${i}`, { words: direction(i % 14) }));
    await writeBoth(stores, shared);
    await stores.lance.optimise();
    expect(await recall(stores, 'words')).toBe(1);
    await stores.lance.close();
  });

  it('are found while they are too many for memory and no index covers them', async () => {
    const stores = await bothStores({ ...small, mostFreshFloats: 200 * DIMENSIONS });
    await writeBoth(stores, first);
    for (const filter of [[], tenth, narrow]) expect(await recall(stores, 'words', filter)).toBe(1);
    await stores.lance.close();
  });

  it('are found while an index is made, and indexed by themselves when many have changed', async () => {
    const stores = await bothStores({ ...small, mostFreshFloats: 400 * DIMENSIONS });
    await writeBoth(stores, first.slice(0, 300));
    const optimising = stores.lance.optimise();
    for (let at = 300; at < 1500; at += 100) {
      await writeBoth(stores, first.slice(at, at + 100));
      expect(await recall(stores, 'words')).toBe(1);
    }
    await optimising;
    expect(await recall(stores, 'words', tenth)).toBe(1);
    expect(await recall(stores, 'looks', narrow)).toBe(1);
    await stores.lance.close();
  });
});
