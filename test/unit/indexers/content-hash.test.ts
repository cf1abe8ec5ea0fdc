import { expect, it } from 'vitest';
import { contentHash, createRecord } from '#indexers/record';
import type { Item } from '#src/domain/item';

const item: Item = { id: '1', title: 'Lamp', kind: 'product', price: 3, attributes: { colour: 'red' } };
const picture = (signature: string) => [{ number: 0, path: '/a.png', signature }];
const hashOf = (more: Partial<Item> = {}, signature = '10:1') =>
  contentHash({ item: { ...item, ...more }, pictures: picture(signature) });

it('the hash of content tells words and pictures, not what changes by the day', () => {
  const same = hashOf();
  const generated = { attributes: {}, synonyms: ['light'], altText: '', by: 'x' };
  for (const more of [{ price: 4 }, { id: '2' }, { stock: 1 }, { rating: 5 }, { generated }])
    expect(hashOf(more)).toBe(same);
  expect(hashOf({}, '10:2')).toBe(same);
  const others = [
    hashOf({ title: 'Lamps' }),
    hashOf({ brand: 'Lumo' }),
    hashOf({ attributes: { colour: 'blue' } }),
    hashOf({}, '11:1'),
  ];
  expect(new Set([same, ...others]).size).toBe(5);
});

it('the hash of a record tells what is generated, and is as before where nothing is', () => {
  const generated = { attributes: {}, synonyms: ['light'], altText: '', by: 'x' };
  expect(createRecord({ ...item, generated }, []).hash).not.toBe(createRecord(item, []).hash);
});
