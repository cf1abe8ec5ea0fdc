import { describe, expect, it } from 'vitest';
import { embeddingText, searchedTexts } from '#indexers/text';
import type { Item } from '#src/domain/item';

const item: Item = {
  id: '1',
  title: 'Acme rain coat',
  kind: 'product',
  brand: 'Acme',
  seller: 'Umbra',
  category: ['Clothing', 'Coats'],
  description: 'Keeps dry.',
  attributes: {
    colour: 'red',
    size: 42,
    waterproof: true,
    lined: false,
    tags: ['new', 'sale'],
    photo: 'https://x.example/a.jpg',
  },
};

describe('texts of an item', () => {
  it('embeds what it is, not what it costs or has, and the brand once', () => {
    expect(embeddingText(item)).toBe('Acme rain coat. Clothing Coats. Keeps dry.');
    expect(embeddingText({ ...item, brand: 'Umbra' })).toBe('Acme rain coat. Umbra. Clothing Coats. Keeps dry.');
    expect(embeddingText({ ...item, description: 'x'.repeat(10_000) }).length).toBeLessThan(700);
  });

  it('searches values by what they say, a yes by its name, and no addresses', () => {
    expect(searchedTexts(item)).toEqual({
      title: 'Acme rain coat',
      brand: 'Acme\nUmbra',
      category: 'Clothing\nCoats',
      attributes: 'red\n42\nwaterproof\nnew\nsale',
      description: 'Keeps dry.',
    });
  });
});
