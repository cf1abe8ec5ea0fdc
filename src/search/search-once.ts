import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import { parseSearchRequest } from './request.ts';
import type { Search } from './search.ts';

/** Searches for an item's title: the stores and the code itself take longer the first time, and no shopper should wait. */
export async function searchOnce(
  search: Search,
  generation: Generation,
  { catalog, records }: { readonly catalog: string; readonly records: RecordStore },
): Promise<void> {
  const [record] = await records.get(catalog, await generation.sample(1));
  if (record) await search(parseSearchRequest({ text: record.item.title, rewrite: 'off', personalise: 'off' }));
}
