import { describe, expect, it } from 'vitest';
import { readAll } from './read.ts';

const rowsOf = async (content: string, name: string) =>
  (await readAll(content, name)).map(({ line, ...row }) => [line, 'values' in row ? row.values : row.reason]);

describe('JSONL', () => {
  it('reads an object a line and reports the lines that are none', async () => {
    expect(await rowsOf('{"id":1}\n\n{"id":"2"\n[3]\r\n{"id":"4"}', 'p.jsonl')).toEqual([
      [1, { id: 1 }],
      [3, 'not valid JSON'],
      [4, 'not a JSON object'],
      [5, { id: '4' }],
    ]);
  });

  it('says that the file was cut off when its last line is unfinished', async () => {
    expect(await rowsOf('{"id":1}\n{"id":2,"ti', 'p.jsonl')).toEqual([
      [1, { id: 1 }],
      [2, 'the file ends in the middle of a row'],
    ]);
  });

  it('is told from other JSON by its content, whatever the name', async () => {
    expect(await rowsOf('{"id":1}\n{"id":2}\n', 'p.json')).toEqual([
      [1, { id: 1 }],
      [2, { id: 2 }],
    ]);
  });
});

describe('JSON', () => {
  const list = '[\n {"id": 1, "t": "a ] } , \\" \\\\"},\n {"id": 2, "n": {"m": [1, 2]}},\n\n {"id": 3,, },\n 4\n]\n';

  it.each([1, 2, 3, 5, 1000])('reads the elements of a list in chunks of %i bytes', async (chunkBytes) => {
    const rows = await readAll(list, 'p.json', { chunkBytes });
    expect(rows).toEqual([
      { line: 2, values: { id: 1, t: 'a ] } , " \\' } },
      { line: 3, values: { id: 2, n: { m: [1, 2] } } },
      { line: 5, reason: 'not valid JSON', detail: expect.any(String) },
      { line: 6, reason: 'not a JSON object', detail: expect.stringContaining('4') },
    ]);
  });

  it('finds the list under its usual key and passes over the rest', async () => {
    const wrapped = '{"meta": {"tags": ["x"]}, "products": [{"id": 1}, {"id": 2}], "links": [{"id": 3}]}';
    expect((await rowsOf(wrapped, 'p.json')).map(([, row]) => row)).toEqual([{ id: 1 }, { id: 2 }]);
    const first = '{"products": [{"id": 1}]}';
    expect((await rowsOf(first, 'p.json')).map(([, row]) => row)).toEqual([{ id: 1 }]);
  });

  it('takes a single object, also over many lines', async () => {
    expect(await rowsOf('{\n "id": 1,\n "tags": ["a"]\n}\n', 'p.json')).toEqual([[1, { id: 1, tags: ['a'] }]]);
  });

  it('says that the file was cut off when its list has no end', async () => {
    expect(await rowsOf('[{"id": 1},\n{"id": 2', 'p.json')).toEqual([
      [1, { id: 1 }],
      [2, 'the file ends in the middle of a row'],
    ]);
  });

  it('gives nothing for an empty list', async () => expect(await rowsOf('[ ]', 'p.json')).toEqual([]));
});
