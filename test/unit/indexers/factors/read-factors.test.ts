import { describe, expect, it } from 'vitest';
import { checkFactorMap, type ReadFactorsOptions, readFactors } from '#indexers/factors/read-factors';
import { openSource } from '#indexers/sources/open';
import { createMemoryFiles } from '#test/support/memory-files';
import { factorTable } from '#test/support/spark-factors';

async function read(name: string, content: string | Uint8Array, options: Partial<ReadFactorsOptions> = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const source = await openSource(name, 'auto', createMemoryFiles({ [name]: bytes }));
  const rows: { place: string; row: unknown }[] = [];
  const take = (row: unknown, place: string) => rows.push({ place, row });
  const count = await readFactors(source, { kind: undefined, map: {}, take, ...options });
  return { count, rows };
}

describe('factors from files', () => {
  it('are read from Parquet as Spark writes it', async () => {
    const table = factorTable([
      ['a', [0.5, -1]],
      ['b', [0.25, null]],
    ]);
    const { count, rows } = await read('part.parquet', table, { kind: 'item' });
    expect(count).toBe(2);
    expect(rows).toEqual([
      { place: 'part.parquet line 1', row: { kind: 'item', id: 'a', vector: [0.5, -1] } },
      { place: 'part.parquet line 2', row: { kind: 'item', id: 'b', vector: [0.25, null] } },
    ]);
  });

  it('are read from JSON lines that say of what they are', async () => {
    const { rows } = await read('f.jsonl', '{"kind": "user", "id": "ann", "vector": [1, 2]}\n');
    expect(rows.map(({ row }) => row)).toEqual([{ kind: 'user', id: 'ann', vector: [1, 2] }]);
  });

  it('are read from tables with lists as text, under columns that are named', async () => {
    const { rows } = await read('f.csv', 'nr,item_id,v\n1,007,"[1, 2.5]"\n2,8,none\n', {
      kind: 'item',
      map: { vector: 'v' },
    });
    expect(rows.map(({ row }) => row)).toEqual([
      { kind: 'item', id: '007', vector: [1, 2.5] },
      { kind: 'item', id: '8', vector: 'none' },
    ]);
  });

  it.each([
    ['a,b\n1,2\n', { kind: 'item' as const }, /no column for "vector".*It has: a, b/u],
    ['id,vector\n1,"[1]"\n', {}, /no column for "kind".*items=SOURCE/u],
    ['id,vector\n1,"[1]"\n', { kind: 'item' as const, map: { id: 'nr' } }, /no column "nr", which --map id names/u],
  ])('say which column is missing: %j', async (text, options, message) => {
    await expect(read('f.csv', text, options)).rejects.toThrow(message);
  });

  it('end at a row that cannot be read', async () => {
    const text = '{"id": "a", "vector": [1]}\n{"id": \n';
    await expect(read('f.jsonl', text, { kind: 'item' })).rejects.toThrow(/^f\.jsonl line 2: /u);
  });

  it('have three fields to map', () => {
    expect(() => checkFactorMap({ title: 'x' })).toThrow(/--map title=….*kind, id, vector/u);
    checkFactorMap({ kind: 'a', id: 'b', vector: 'c' });
  });
});
