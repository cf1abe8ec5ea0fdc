import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { openSource } from '#indexers/sources/open';
import { createMemoryFiles } from '#test/support/memory-files';
import { readAll } from './read.ts';

const table = (rows: number) =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: Array.from({ length: rows }, (_, i) => `00${i}`), type: 'STRING' },
        { name: 'title', data: Array.from({ length: rows }, (_, i) => `Söckchen ${i}`), type: 'STRING' },
        { name: 'price', data: Array.from({ length: rows }, (_, i) => i + 0.5), type: 'DOUBLE' },
        { name: 'stock', data: Array.from({ length: rows }, (_, i) => BigInt(i)), type: 'INT64' },
        { name: 'waterproof', data: Array.from({ length: rows }, (_, i) => i % 2 === 0), type: 'BOOLEAN' },
        {
          name: 'createdAt',
          data: Array.from({ length: rows }, () => new Date('2024-12-31T10:00:00Z')),
          type: 'TIMESTAMP',
        },
      ],
      rowGroupSize: 3,
    }),
  );

describe('Parquet', () => {
  it('gives typed rows with their numbers, group after group', async () => {
    const rows = await readAll(table(7), 'products.parquet', { chunkBytes: 64 });
    expect(rows).toHaveLength(7);
    expect(rows[4]).toEqual({
      line: 5,
      values: {
        id: '004',
        title: 'Söckchen 4',
        price: 4.5,
        stock: 4,
        waterproof: true,
        createdAt: '2024-12-31T10:00:00.000Z',
      },
    });
  });

  it('is known by its content', async () => {
    const source = await openSource('data', 'auto', createMemoryFiles({ data: table(1) }));
    expect(source).toMatchObject({ format: 'parquet', typed: true });
  });

  it.each([
    ['cut off', table(7).subarray(0, 100)],
    ['no Parquet', Buffer.from('id,title\n1,a\n')],
  ])('is refused when it is %s', async (_, content) => {
    await expect(readAll(content, 'p.parquet', { format: 'parquet' })).rejects.toMatchObject({
      code: 'source_invalid',
      message: expect.stringMatching(/^p\.parquet is not a whole Parquet file/u),
    });
  });
});
