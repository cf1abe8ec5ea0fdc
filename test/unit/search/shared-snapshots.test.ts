import { describe, expect, it } from 'vitest';
import { createSnapshots } from '#src/adapters/memory/snapshots';
import type { SearchPage } from '#src/domain/hit';
import { parseSearchRequest } from '#src/search/request';
import { createSearch } from '#src/search/search';
import { shareSnapshots } from '#src/search/shared-snapshots';
import type { Snapshot } from '#src/search/snapshot';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

const SHOES = Array.from({ length: 30 }, (_, n) => ({ id: `s${n}`, title: `shoe ${n}`, price: n }));

/** Lists as a table has them: texts of JSON. */
function createTable() {
  const rows = new Map<string, string>();
  return {
    rows,
    save: async (id: string, value: unknown) => void rows.set(id, JSON.stringify(value)),
    load: async (id: string): Promise<unknown> => {
      const row = rows.get(id);
      return row === undefined ? undefined : JSON.parse(row);
    },
  };
}

type Table = ReturnType<typeof createTable>;

/** A process that searches the shop's catalog, with lists of its own and those of the table. */
function openProcess({ writer, state }: SearchShop, table: Table) {
  const generation = () => writer.live()!.generation;
  const search = createSearch({
    catalog: 'shop',
    generation,
    analyser: () => writer.live()!.analyser,
    encoders: createFakeEncoders(),
    records: state.records,
    snapshots: shareSnapshots(createSnapshots<Snapshot>(), table, generation),
    now: () => performance.now(),
  });
  return (parameters: Readonly<Record<string, unknown>>) => search(parseSearchRequest(parameters));
}

async function twoProcesses() {
  const shop = await openSearchShop(SHOES);
  const table = createTable();
  return { one: openProcess(shop, table), other: openProcess(shop, table), shop, table, close: shop.close };
}

const ids = ({ hits }: SearchPage) => hits.map(({ id }) => id);

describe('a list that was answered by another process', () => {
  it.each([{ text: 'shoe' }, { sort: 'price:desc' }])('is gone on with: %j', async (asked) => {
    const { one, other, close } = await twoProcesses();
    const first = await one({ ...asked, limit: 30 });
    const pages = [0, 10, 20].map((offset) => other({ ...asked, limit: 10, offset, queryId: first.queryId }));
    const replayed = await Promise.all(pages);
    expect(replayed.flatMap(ids)).toEqual(ids(first));
    expect(replayed.flatMap(({ hits }) => hits.map(({ score }) => score))).toEqual(
      first.hits.map(({ score }) => score),
    );
    for (const page of replayed) {
      expect([page.queryId, page.total, page.notices]).toEqual([first.queryId, first.total, first.notices]);
    }
    await close();
  });

  it('is computed anew when reasons are asked for, which only the first process knows', async () => {
    const { one, other, close } = await twoProcesses();
    const { queryId } = await one({ text: 'shoe' });
    const page = await other({ text: 'shoe', queryId, explain: true });
    expect(page.notices).toContainEqual(expect.stringContaining('computed anew'));
    expect(page.hits[0]?.why?.length).toBeGreaterThan(0);
    expect((await one({ text: 'shoe', queryId, explain: true })).queryId).toBe(queryId);
    await close();
  });

  it('is computed anew when it was kept in another form, or belongs to another question', async () => {
    const { one, other, shop, table, close } = await twoProcesses();
    const { queryId } = await one({ text: 'shoe' });
    expect((await other({ text: 'shoe 1', queryId })).queryId).not.toBe(queryId);
    table.rows.set(queryId, '{"version":0}');
    const page = await openProcess(shop, table)({ text: 'shoe', queryId });
    expect(page.queryId).not.toBe(queryId);
    await close();
  });

  it('is answered although it could not be kept', async () => {
    const { one, table, close } = await twoProcesses();
    table.save = () => Promise.reject(new Error('no table'));
    expect(ids(await one({ text: 'shoe', limit: 5 }))).toHaveLength(5);
    await close();
  });
});
