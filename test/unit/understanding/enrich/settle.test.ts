import { describe, expect, it } from 'vitest';
import type { Item } from '#src/domain/item';
import { createAnalyser } from '#src/text/analyser';
import { EnrichmentSchema } from '#src/understanding/enrich/answer';
import { isOfUse, settleEnrichment } from '#src/understanding/enrich/settle';
import { type EnrichVocabulary, fieldLines } from '#src/understanding/enrich/vocabulary';

const vocabulary: EnrichVocabulary = new Map([
  ['colour', { field: 'Colour', type: 'text', values: new Map([['navy blue', 'Navy Blue']]) }],
  ['ram', { field: 'ram', type: 'number', values: null }],
  ['model', { field: 'model', type: 'text', values: null }],
]);
const item: Item = { id: '1', title: 'Acme ProBook', kind: 'product', attributes: { model: '450' } };
const analyser = createAnalyser({ language: 'en' });
const settle = (answer: object) =>
  settleEnrichment(EnrichmentSchema.parse(answer), item, { vocabulary, analyser, by: 'test' });

describe('settleEnrichment', () => {
  it('takes values of a list as the catalog writes them, and no others', () => {
    const attributes = [
      { field: 'colour', value: ' navy  BLUE' },
      { field: 'Colour', value: 'Red' },
      { field: 'weight', value: '3 kg' },
    ];
    expect(settle({ attributes }).attributes).toEqual({ Colour: 'Navy Blue' });
    expect(settle({ attributes: [{ field: 'colour', value: 'Red' }] }).attributes).toEqual({});
  });

  it('takes numbers for fields of numbers, and nothing that the item has', () => {
    expect(
      settle({
        attributes: [
          { field: 'RAM', value: 16 },
          { field: 'model', value: '460' },
        ],
      }).attributes,
    ).toEqual({
      ram: '16',
    });
    expect(settle({ attributes: [{ field: 'ram', value: 'plenty' }] }).attributes).toEqual({});
  });

  it('takes synonyms that are short and new', () => {
    const synonyms = ['laptop', 'acme probooks', '', '!!', 'one two three four five six', 'laptop'];
    expect(settle({ synonyms }).synonyms).toEqual(['laptop']);
    expect(settle({ synonyms: Array.from({ length: 30 }, (_, n) => `word${n}`) }).synonyms).toHaveLength(6);
  });

  it('may be of no use', () => {
    expect(isOfUse(settle({}))).toBe(false);
    expect(isOfUse(settle({ alt_text: 'A thing' }))).toBe(true);
  });
});

it('a model is shown the fields that the item lacks', () => {
  expect(fieldLines(vocabulary, (field) => field in item.attributes)).toBe('Colour: Navy Blue\nram: a number');
});
