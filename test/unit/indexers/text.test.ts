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
  mpn: 'RC-100',
  attributes: {
    colour: 'red',
    size: 42,
    waterproof: true,
    lined: false,
    tags: ['new', 'sale'],
    fits: 'every hook, every rail, every hanger and every peg in the house',
    photo: 'https://x.example/a.jpg',
  },
};

describe('texts of an item', () => {
  it('embeds a title that says enough alone, a short one with what it is, not what it costs or has', () => {
    expect(embeddingText(item)).toBe('Acme rain coat. Clothing Coats. Keeps dry.');
    expect(embeddingText({ ...item, brand: 'Umbra' })).toBe('Acme rain coat. Umbra. Clothing Coats. Keeps dry.');
    expect(embeddingText({ ...item, description: 'x'.repeat(10_000) }).length).toBeLessThan(300);
    expect(embeddingText({ ...item, title: 'Acme rain coat with a hood' })).toBe('Acme rain coat with a hood');
  });

  it('searches values by what they say, a yes by its name, and no addresses', () => {
    expect(searchedTexts(item)).toEqual({
      title: 'Acme rain coat',
      brand: 'Acme\nUmbra',
      category: 'Clothing\nCoats',
      attributes: 'red\n42\nnew\nsale\nwaterproof\nRC-100',
      description: 'Keeps dry.',
    });
  });

  it('searches once what is both a field and an attribute', () => {
    const twice = { ...item, attributes: { vendor: 'ACME', type: 'coats', model: 'rc-100', colour: 'red' } };
    expect(searchedTexts(twice).attributes).toBe('red\nRC-100');
  });

  it('searches long attributes only where they stand in for a description', () => {
    const story = 'A coat for every day of the year, and for some of the nights as well.';
    const told = {
      ...item,
      attributes: { story, since: '2009-12-10T00:00:00Z', attr_b_lined: true, rain_proof: true },
    };
    expect(searchedTexts(told)).toMatchObject({ attributes: 'rain proof\nRC-100', description: 'Keeps dry.' });
    const { description: _, ...undescribed } = told;
    expect(searchedTexts(undescribed)).toMatchObject({ attributes: 'rain proof\nRC-100', description: story });
  });
});
