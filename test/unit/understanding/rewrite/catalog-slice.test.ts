import { expect, it } from 'vitest';
import type { Generation } from '#src/ports/generations';
import { createCatalogSlice } from '#src/understanding/rewrite/catalog-slice';
import { openSearchShop } from '#test/support/search-shop';

it('shows titles near the words and some others, which are chosen once, and none of what is gone', async () => {
  const shop = await openSearchShop([
    { id: 'a', title: 'Desk\n lamp' },
    { id: 'b', title: 'Garden hose' },
    { id: 'c', title: 'Floor lamp' },
  ]);
  let sampled = 0;
  const generation: Generation = {
    ...shop.generation(),
    sample: (size) => {
      sampled++;
      return shop.generation().sample(size);
    },
  };
  const slice = createCatalogSlice({
    catalog: 'shop',
    generation: () => generation,
    analyser: () => shop.writer.live()!.analyser,
    records: shop.state.records,
  });
  const near = (await slice('lamp')).titles.split('\n');
  expect(near.slice(0, 2).sort()).toEqual(['Desk lamp', 'Floor lamp']);
  expect(near).toHaveLength(3);
  await shop.writer.deleteNow(['b']);
  expect((await slice('hose')).titles.split('\n').sort()).toEqual(['Desk lamp', 'Floor lamp']);
  expect(sampled).toBe(1);
  await shop.close();
});
