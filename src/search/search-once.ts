import type { SearchRequest } from '#src/domain/query';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import type { Search } from './search.ts';

const REQUEST: SearchRequest = {
  filter: [],
  refine: [],
  limit: 10,
  offset: 0,
  facets: 'default',
  group: false,
  explain: false,
  personalise: false,
  cutoff: true,
  rewrite: 'off',
};

/** Searches for an item's title: the stores and the code itself take longer the first time, and no shopper should wait. */
export async function searchOnce(
  search: Search,
  generation: Generation,
  { catalog, records }: { readonly catalog: string; readonly records: RecordStore },
): Promise<void> {
  const [record] = await records.get(catalog, await generation.sample(1));
  if (record) await search({ ...REQUEST, text: record.item.title });
}
