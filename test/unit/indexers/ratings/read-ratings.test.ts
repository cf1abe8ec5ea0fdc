import { describe, expect, it } from 'vitest';
import { readFeatures } from '#indexers/ratings/read-features';
import { readRatings } from '#indexers/ratings/read-ratings';
import { openSource } from '#indexers/sources/open';
import { createMemoryFiles } from '#test/support/memory-files';

async function read(name: string, content: string, map: Record<string, string> = {}) {
  const taken: unknown[] = [];
  const take = (user: string, item: string, value: number) =>
    value > 5 ? 'too much' : void taken.push([user, item, value]);
  const source = await openSource(name, 'auto', createMemoryFiles({ [name]: content }));
  return { taken, ...(await readRatings(source, { map, take })) };
}

describe('reading ratings', () => {
  it('knows typed headers, whatever order the columns have', async () => {
    const text = 'item_id:token\trating:float\tuser_id:token\ttimestamp:float\n007\t3.5\t1\t9\n2\t4\t0\t9\n';
    expect((await read('a.inter', text)).taken).toEqual([
      ['1', '007', 3.5],
      ['0', '2', 4],
    ]);
  });

  it.each([
    ['a.csv', 'userId,movieId,rating,timestamp\n1,2,4.5,3\n'],
    ['a.csv', 'customer_id;product_id;stars\n1;2;4,5\n'],
    ['a.jsonl', '{"reviewerID":"1","asin":2,"overall":4.5}\n'],
    ['a.jsonl', '{"user":1,"item":"2","value":"4.5","type":"rating"}\n'],
  ])('knows the usual names in %s: %j', async (name, text) => {
    expect((await read(name, text)).taken).toEqual([['1', '2', 4.5]]);
  });

  it('takes what is mapped before what is usual', async () => {
    const text = 'user,who,item,value,mark\nx,1,2,5,4\n';
    expect((await read('a.csv', text, { user: 'who', value: 'mark' })).taken).toEqual([['1', '2', 4]]);
  });

  it('skips rows that hold no rating, and counts them by reason with their lines', async () => {
    const rows = ['1,2,3', ',2,3', '1,,3', '1,2,NaN', '1,2,', '1,2,good', '1,2,9', '1,2', '0,none,1'];
    const { taken, ...report } = await read('a.csv', `user,item,value\n${rows.join('\n')}\n`);
    expect(taken).toEqual([
      ['1', '2', 3],
      ['0', 'none', 1],
    ]);
    expect(report).toMatchObject({ read: 9, used: 2 });
    expect(Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      'the user is missing': 1,
      'the item is missing': 1,
      'the rating is missing or not a number': 3,
      'too much': 1,
      'the row does not have as many cells as the header': 1,
    });
    expect(report.skipped.find(({ reason }) => reason === 'too much')!.examples).toEqual(['a.csv line 8: "9"']);
  });

  it.each([
    ['user,item,mark\n1,2,3\n', {}, /no column for "value".*user, item, mark.*--map value=COLUMN/u],
    ['user,item,value\n1,2,3\n', { user: 'who' }, /no column "who", which --map user names/u],
    ['user,item,value\n1,2,3\n', { colour: 'value' }, /--map colour/u],
    ['user,item,value\n', {}, /has no rows/u],
    ['user,item,value\n1,2,9\n1,3,bad\n1,4,7\n', {}, /None of the 3 rows .* 2 × too much \(a.csv line 2: "9"\)/u],
  ])('refuses %j with %j', async (text, map, message) => {
    await expect(read('a.csv', text, map)).rejects.toThrow(message);
  });
});

describe('reading features of items', () => {
  const features = async (name: string, content: string) =>
    readFeatures(await openSource(name, 'auto', createMemoryFiles({ [name]: content })), {});

  it('takes words of sequences one by one, and other texts whole', async () => {
    const text = 'item_id:token\tclass:token_seq\tstudio:token\n1\tAction Drama\tBig House\n2\t\tn/a\n';
    expect(await features('a.item', text)).toEqual(
      new Map([
        ['1', ['class=Action', 'class=Drama', 'studio=Big House']],
        ['2', []],
      ]),
    );
  });

  it('takes numbers by tenths, and lists of JSON value by value', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => JSON.stringify({ id: n, price: n * 10, tags: ['a', `t${n}`] }));
    const found = await features('a.jsonl', `${rows.join('\n')}\n`);
    expect(found.get('0')).toEqual(['price#0', 'tags=a', 'tags=t0']);
    expect(found.get('39')![0]).toBe('price#9');
    expect(new Set([...found.values()].map(([price]) => price)).size).toBe(10);
  });
});
