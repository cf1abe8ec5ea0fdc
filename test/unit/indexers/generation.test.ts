import { describe, expect, it } from 'vitest';
import { checkedAnalyser, chooseNumericFields, planGeneration, spacesOf } from '#indexers/generation';
import type { Item } from '#src/domain/item';
import { createFakeEncoders } from '#test/support/fake-encoders';

const item = (fields: Partial<Item>): Item => ({ id: '1', title: 't', kind: 'product', attributes: {}, ...fields });
const plan = (sample: Item[]) =>
  planGeneration({ id: 'g1', catalog: 'shop', encoders: createFakeEncoders(), sample, createdAt: new Date(0) });

describe('planning a generation', () => {
  it.each([
    ['en', ['the sock for the cold', 'a hat with a band']],
    ['de', ['die Socke für den Winter', 'ein Hut mit Band und Feder']],
    ['none', ['头等太空功能舱沙发', '家庭影院躺椅']],
  ])('stems %s when the titles are in it', (language, titles) => {
    expect(plan(titles.map((title) => item({ title }))).analyser).toMatch(new RegExp(`^\\d+:${language}$`, 'u'));
  });

  it('is refused by encoders with another model, recipe or number of spaces', () => {
    const encoders = createFakeEncoders();
    const manifest = plan([]);
    expect(checkedAnalyser(manifest, encoders).version).toBe(manifest.analyser);
    const [first, ...rest] = encoders.spaces;
    for (const spaces of [rest, [{ ...first!, revision: '2' }, ...rest], [{ ...first!, recipe: 'other' }, ...rest]]) {
      expect(() => checkedAnalyser(manifest, { ...encoders, spaces })).toThrow(
        /other models than "fake".*vitrine reindex/u,
      );
    }
    expect(() => checkedAnalyser({ ...manifest, analyser: '0:en' }, encoders)).toThrow(
      /version 0:en.*vitrine reindex/u,
    );
  });

  it('counts what of an item is embedded to the recipe of its space', () => {
    const recipes = spacesOf(createFakeEncoders()).map(({ holds, recipe }) => [holds, recipe]);
    expect(recipes).toEqual([
      ['text', expect.stringMatching(/^fake; title/u)],
      ['picture', 'fake'],
      ['picture', 'fake'],
    ]);
  });
});

describe('choosing numeric fields', () => {
  it('takes the best covered ones, price first, and nothing that only looks like a number', () => {
    const items = [
      item({
        price: 1,
        stock: 2,
        gtin: ['4006381333931'],
        sku: '12',
        attributes: { width: 3, size: 42, colour: 'red' },
      }),
      item({ stock: 2, sku: '13', attributes: { width: '4', size: 'XL', colour: 'blue' } }),
      item({ sku: '14', attributes: { width: 5 } }),
    ];
    expect(chooseNumericFields(items)).toEqual(['price', 'width', 'stock']);
  });

  it('takes thirty at most', () => {
    const attributes = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`n${i}`, i]));
    expect(chooseNumericFields([item({ attributes })])).toHaveLength(30);
  });
});
