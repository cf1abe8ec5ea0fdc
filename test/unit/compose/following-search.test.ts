import { afterEach, expect, it } from 'vitest';
import { buildGeneration } from '#indexers/reindex';
import { followingSearch } from '#src/compose/following-search';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore } from '#src/ports/generations';
import { parseSearchRequest } from '#src/search/request';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { openMemoryStore } from '#test/support/memory-generations';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

let shop: SearchShop;
afterEach(() => shop.close());

/** A shop whose first index is found to be gone by searches, after something else has happened. */
async function openShop(meanwhile: (store: GenerationStore) => Promise<void>): Promise<void> {
  const store = await openMemoryStore();
  const gone = (generation: Generation): Generation => ({
    ...generation,
    get appliedSequence() {
      return generation.appliedSequence;
    },
    retrieve: async () => {
      await meanwhile(store);
      throw new VitrineError('generation_incompatible', 'generation g1 is missing');
    },
  });
  shop = await openSearchShop(
    [{ id: '1', title: 'red shoe' }],
    {},
    {
      ...store,
      create: async (manifest) => gone(await store.create(manifest)),
    },
  );
}

const ask = () => followingSearch(shop.search, shop.writer)(parseSearchRequest({ text: 'shoe' }));

const build = (store: GenerationStore) =>
  buildGeneration(
    {
      catalog: 'shop',
      state: shop.state,
      store,
      encoders: createFakeEncoders(),
      files: createMemoryFiles({}),
      now: Date.now,
    },
    {},
  );

it('searches the new index when another process has dropped the one before', async () => {
  await openShop(async (store) => {
    const next = await build(store);
    await shop.state.generations.switchTo('shop', next.generation.manifest.id);
  });
  expect((await ask()).hits.map(({ id }) => id)).toEqual(['1']);
});

it('searches the new index also when this process has moved to it while it searched', async () => {
  await openShop(async (store) => shop.writer.replace(await build(store)));
  expect((await ask()).hits.map(({ id }) => id)).toEqual(['1']);
});

it('tells that an index is gone when it is still the live one', async () => {
  await openShop(async () => {});
  await expect(ask()).rejects.toMatchObject({ code: 'generation_incompatible' });
});
