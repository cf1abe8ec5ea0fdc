import { createRecord } from '#indexers/record';
import { openWriter, type Writer } from '#indexers/writer';
import { createSnapshots } from '#src/adapters/memory/snapshots';
import { openSqliteState } from '#src/adapters/sqlite/state';
import type { SearchPage } from '#src/domain/hit';
import type { Item } from '#src/domain/item';
import type { Generation, GenerationStore } from '#src/ports/generations';
import type { StateStore } from '#src/ports/records';
import { parseSearchRequest } from '#src/search/request';
import { createSearch, type Search } from '#src/search/search';
import type { Snapshot } from '#src/search/snapshot';
import { createFakeEncoders } from './fake-encoders.ts';
import { createMemoryFiles } from './memory-files.ts';
import { openMemoryStore } from './memory-generations.ts';

export interface SearchShop {
  readonly search: Search;
  /** A search by loose parameters, as the faces ask. */
  readonly ask: (parameters: Readonly<Record<string, unknown>>) => Promise<SearchPage>;
  readonly writer: Writer;
  readonly state: StateStore;
  readonly generation: () => Generation;
  put(items: readonly ShopItem[]): Promise<void>;
  close(): Promise<void>;
}

export type ShopItem = Partial<Item> & Pick<Item, 'id' | 'title'>;

/** A catalog over a store (the naive one), a real database in memory, and encoders without weights. `pictures` is by item id. */
export async function openSearchShop(
  items: readonly ShopItem[],
  pictures: Readonly<Record<string, Uint8Array>> = {},
  store?: GenerationStore,
): Promise<SearchShop> {
  const state = await openSqliteState({ path: ':memory:' });
  const encoders = createFakeEncoders();
  const files = createMemoryFiles(
    Object.fromEntries(Object.entries(pictures).map(([id, bytes]) => [`${id}.png`, bytes])),
  );
  const writer = await openWriter({
    catalog: 'shop',
    state,
    store: store ?? (await openMemoryStore()),
    encoders,
    files,
    now: Date.now,
  });
  const recordOf = async (item: ShopItem) => {
    const path = files.resolve(`${item.id}.png`);
    const signature = await files.signature(path);
    const found = signature === undefined ? [] : [{ number: 0, path, signature }];
    return createRecord({ kind: 'product', attributes: {}, ...item }, found);
  };
  const put = async (some: readonly ShopItem[]) => {
    await writer.putNow(await Promise.all(some.map(recordOf)));
  };
  await put(items);
  const search = createSearch({
    catalog: 'shop',
    generation: () => writer.live()!.generation,
    analyser: () => writer.live()!.analyser,
    encoders,
    records: state.records,
    snapshots: createSnapshots<Snapshot>(),
    now: () => performance.now(),
  });
  return {
    search,
    ask: (parameters) => search(parseSearchRequest(parameters)),
    writer,
    state,
    generation: () => writer.live()!.generation,
    put,
    close: async () => {
      await writer.close();
      await state.close();
    },
  };
}
