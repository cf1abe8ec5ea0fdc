import { expect, it } from 'vitest';
import type { GenerationManifest } from '#src/domain/generation';
import type { Generation, GenerationStore, Leg, LegResult } from '#src/ports/generations';
import { openMemoryStore } from '#test/support/memory-generations';
import { openSearchShop } from '#test/support/search-shop';

const FAILED: LegResult = { ids: [], scores: new Float64Array(0), cut: true, failed: 'node 2 is down' };

/** A store of which one kind of leg can't be answered. */
async function storeWithout(kind: Leg['kind']): Promise<GenerationStore> {
  const store = await openMemoryStore();
  const failing = (generation: Generation): Generation => ({
    ...generation,
    get appliedSequence() {
      return generation.appliedSequence;
    },
    retrieve: async (legs, filter) => {
      const results = await generation.retrieve(legs, filter);
      return results.map((result, place) => (legs[place]!.kind === kind ? FAILED : result));
    },
  });
  return {
    ...store,
    create: async (manifest: GenerationManifest) => failing(await store.create(manifest)),
    open: async (manifest: GenerationManifest) => failing(await store.open(manifest)),
  };
}

it('answers from the legs that are left, says which is not, and claims no exact total', async () => {
  const shop = await openSearchShop([{ id: '1', title: 'red shoe' }], {}, await storeWithout('vector'));
  const { hits, notices, total } = await shop.ask({ text: 'shoe' });
  expect(hits.map(({ id }) => id)).toEqual(['1']);
  expect(notices).toContainEqual(expect.stringMatching(/^without text, which could not be searched: node 2 is down$/u));
  expect(total).toEqual({ value: 1, relation: 'gte' });
  await shop.close();
});
