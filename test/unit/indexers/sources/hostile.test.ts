import { describe, expect, it } from 'vitest';
import { readCsv } from '#indexers/sources/csv';
import { readJson } from '#indexers/sources/json';
import { readJsonl } from '#indexers/sources/jsonl';
import { openSource } from '#indexers/sources/open';
import { isUnreadable, type Rows, readAll } from '#indexers/sources/row';
import { readXml } from '#indexers/sources/xml';
import { createMemoryFiles } from '#test/support/memory-files';

async function read(name: string, text: string) {
  const source = await openSource(name, 'auto', createMemoryFiles({ [name]: text }));
  const rows = [];
  for await (const batch of source.rows) for (const row of batch) rows.push(row);
  return rows;
}

/** A source whose last row never ends. */
async function* withoutEnd(start: string, piece = 'x'): AsyncGenerator<string> {
  yield start;
  for (const more = piece.repeat(1_000_000 / piece.length); ; ) yield more;
}

async function untilRefused(rows: Rows): Promise<{ ids: unknown[]; error: unknown }> {
  const ids: unknown[] = [];
  try {
    for await (const batch of rows) ids.push(...batch.map((row) => (isUnreadable(row) ? row.reason : row.values.id)));
  } catch (error) {
    return { ids, error };
  }
  throw new Error('The source had an end.');
}

describe('files that were made to hurt, or look like it', () => {
  it('take a row of ten megabytes, and pass over one that no product could be', async () => {
    const rows = await read('a.csv', `id,title\n1,${'x'.repeat(10_000_000)}\n2,two\n`);
    expect(rows.map((row) => (isUnreadable(row) ? row.reason : row.values.id))).toEqual(['1', '2']);
    const tooLong = await read('b.csv', `id,title\n1,${'x'.repeat(17_000_000)}\n2,two\n`);
    expect(tooLong).toMatchObject([
      { line: 2, reason: 'the row is too long, or a quote is never closed' },
      { line: 3, values: { id: '2' } },
    ]);
  });

  const endless: readonly [string, Rows, unknown[]][] = [
    [
      'a.csv',
      readCsv(withoutEnd('id,title\n1,one\n2,"'), { name: 'a.csv', delimiter: ',' }),
      ['1', 'the row is too long, or a quote is never closed'],
    ],
    [
      'a.tsv',
      readCsv(withoutEnd('id\ttitle\n1\tone\n2\t"'), { name: 'a.tsv', delimiter: '\t' }),
      ['1', 'the row is too long, or a quote is never closed'],
    ],
    ['a.jsonl', readAll(readJsonl(withoutEnd('{"id": "0"}\n{"id": "1"}\n{"id": "'), 'a.jsonl')), ['0', '1']],
    [
      'a.xml',
      readXml(withoutEnd('<rss><item><id>0</id></item>\n<item><id>1</id></item>\n<item>', '<a>xy</a>'), 'a.xml'),
      ['0', '1'],
    ],
    ['a.json', readJson(withoutEnd('[{"id": "0"},\n{"id": "1"}\n,{"id": "'), 'a.json'), ['0', '1']],
  ];
  it.each(endless)('end with a row that has no end, and keep those before: %s', async (name, source, before) => {
    const { ids, error } = await untilRefused(source);
    expect(ids).toEqual(before);
    expect(error).toMatchObject({ code: 'source_invalid', message: expect.stringContaining(`${name} line 3: `) });
  });

  it('refuse a table of a million columns', async () => {
    const header = Array.from({ length: 1_000_000 }, (_, n) => `c${n}`).join(',');
    await expect(read('a.csv', `id,title,${header}\n1,one\n`)).rejects.toThrow(
      'a.csv has 1000002 columns; at most 10000 are taken',
    );
  });

  it('expand no entity of XML', async () => {
    const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const feed = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "bomb">${entities}]><rss><channel>
      <item><id>1</id><title>&e9;</title></item><item><id>2</id><title>Two</title></item></channel></rss>`;
    const rows = await read('a.xml', feed);
    expect(JSON.stringify(rows).length).toBeLessThan(2000);
    expect(rows.at(-1)).toMatchObject({ values: { id: '2', title: 'Two' } });
  });

  it('refuse what is nested without end', async () => {
    await expect(read('a.xml', `<rss>${'<a>'.repeat(100_000)}`)).rejects.toThrow('nested too deeply');
    const rows = await read('a.json', `[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}, {"id": "2", "title": "Two"}]`);
    expect(rows.at(-1)).toMatchObject({ values: { id: '2' } });
  });
});
