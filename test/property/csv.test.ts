import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#indexers/sources/csv';
import type { SourceRow, UnreadableRow } from '#indexers/sources/row';

/** Cells with everything that needs quoting, and letters of two UTF-16 units. */
const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', '\r\n', 'é', '🧦'), maxLength: 6 });
const delimiters = fc.constantFrom(',', ';', '\t', '|');

async function readAll(text: string, delimiter: string, chunkLength: number): Promise<(SourceRow | UnreadableRow)[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
  }
  const rows: (SourceRow | UnreadableRow)[] = [];
  for await (const batch of readCsv(chunks(), { delimiter, name: 'x.csv' })) rows.push(...batch);
  return rows;
}

describe('CSV', () => {
  it('reads what is quoted rightly as csv-parse does, in chunks of any size', async () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
      );
    await fc.assert(
      fc.asyncProperty(
        table,
        delimiters,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, delimiter, chunkLength, end) => {
          const names = rows[0]!.map((_, index) => `c${index}`);
          const text = [names, ...rows]
            .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + end)
            .join('');
          const oracle: string[][] = parse(text, { delimiter, from: 2, relax_column_count: true });
          const read = await readAll(text, delimiter, chunkLength);
          const isEmpty = (cells: readonly string[]) => cells.every((value) => value.trim() === '');
          expect(read.map((row) => ('values' in row ? Object.values(row.values) : row))).toEqual(
            oracle.filter((cells) => !isEmpty(cells)),
          );
        },
      ),
    );
  });

  it('gives the same rows whatever the chunks, also of broken text', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 10 }), async (content, chunkLength) => {
        const whole = await readAll(`x,y\n${content}`, ',', 1000);
        expect(await readAll(`x,y\n${content}`, ',', chunkLength)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});
