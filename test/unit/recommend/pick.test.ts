import { describe, expect, it } from 'vitest';
import { parseFilter } from '#src/domain/filter-syntax';
import type { RecordStore } from '#src/ports/records';
import { pick } from '#src/recommend/pick';
import { createMemoryState } from '#test/support/memory-state';

const name = (n: number) => `item-${n}`;
const RANKED = Array.from({ length: 350 }, (_, n) => ({ id: name(n), score: 350 - n }));

async function shop() {
  const { records } = createMemoryState();
  const item = (id: string, n: number) => ({
    item: { id, title: id, kind: 'product', attributes: {}, brand: n % 10 === 0 ? 'rare' : 'usual' },
    pictures: [],
    hash: id,
  });
  await records.put(
    'shop',
    RANKED.map(({ id }, n) => item(id, n)),
  );
  let read = 0;
  const counting: RecordStore = {
    ...records,
    get: (catalog, ids) => {
      read += ids.length;
      return records.get(catalog, ids);
    },
  };
  return { records: counting, read: () => read };
}

describe('pick', () => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

  it('takes the first that the filter lets through, from as far down as it must', async () => {
    const { records, read } = await shop();
    const options = { catalog: 'shop', filter: [parseFilter('brand:rare')], limit: 12 };
    expect(ids(await pick(RANKED, records, options))).toEqual(Array.from({ length: 12 }, (_, n) => name(n * 10)));
    expect(read()).toBe(200);
    expect(await pick(RANKED, records, { ...options, limit: 1000 })).toHaveLength(35);
  });

  it('passes over what is deleted or was never there', async () => {
    const { records } = await shop();
    await records.delete('shop', [name(1)]);
    const ranked = [{ id: 'ghost' }, ...RANKED];
    expect(ids(await pick(ranked, records, { catalog: 'shop', filter: [], limit: 3 }))).toEqual([
      name(0),
      name(2),
      name(3),
    ]);
  });

  it('takes the first variant of each product when it is told to', async () => {
    const { records } = createMemoryState();
    const item = (id: string, groupId?: string) => ({
      item: { id, title: id, kind: 'product', attributes: {}, ...(groupId !== undefined && { groupId }) },
      pictures: [],
      hash: id,
    });
    await records.put('shop', [item('a1', 'a'), item('a2', 'a'), item('b1', 'b'), item('x'), item('y')]);
    const ranked = ['a2', 'x', 'a1', 'y', 'b1'].map((id) => ({ id }));
    const options = { catalog: 'shop', filter: [], limit: 3 };
    expect(ids(await pick(ranked, records, options))).toEqual(['a2', 'x', 'a1']);
    expect(ids(await pick(ranked, records, { ...options, group: true }))).toEqual(['a2', 'x', 'y']);
    expect(ids(await pick(ranked, records, { ...options, group: true, limit: 9 }))).toEqual(['a2', 'x', 'y', 'b1']);
  });

  it('reads nothing for a list of none', async () => {
    const { records, read } = await shop();
    expect(await pick(RANKED, records, { catalog: 'shop', filter: [], limit: 0 })).toEqual([]);
    expect(await pick([], records, { catalog: 'shop', filter: [], limit: 5 })).toEqual([]);
    expect(read()).toBe(0);
  });
});
