import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalyser } from '#src/text/analyser';
import { createCatalogWords } from '#src/understanding/catalog-words';
import { understand } from '#src/understanding/understand';
import { CATALOG } from '#test/fixtures/understanding/catalog';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

const PIECES = [
  ...[
    'under',
    'between',
    'and',
    'or',
    'not',
    'no',
    'without',
    '-',
    'ohne',
    '不要',
    '以下',
    'size',
    '$',
    '€',
    '元',
    'k',
    '"',
    "'",
  ],
  ...[
    '50',
    '1,000.5',
    '5/8',
    '..',
    'red',
    'leather',
    'boots',
    'tarvo',
    '2 TB',
    'cheapest',
    ' ',
    ',',
    '\ud800',
    '\udc00',
    '\u0000',
  ],
  ...[
    '😀',
    'ｒｅｄ',
    'é',
    'ﬁ',
    'İ',
    '红色',
    '\u200b',
    '\u2060',
    'DeckOver',
    "' OR 1=1 --",
    '{"a":[',
    '<b>',
    '%00',
    '\\',
  ],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(' ')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
);
const WORST = [
  'under under under',
  'between 50 and 10',
  '-',
  'not',
  '😀😀😀',
  'a'.repeat(10_000),
  '1 '.repeat(5_000),
  'not '.repeat(2_500),
  'under $'.repeat(1_500),
  '红'.repeat(10_000),
  '\ud83d'.repeat(2_000),
  "'; DROP TABLE items; --",
  '{"price": {"$lt": 5}}',
];

describe('understanding any text', () => {
  let shop: SearchShop;
  let plan: (text: string, ignore?: readonly string[]) => ReturnType<typeof understand>;
  beforeAll(async () => {
    shop = await openSearchShop(CATALOG.slice(0, 40));
    const { features } = shop.generation();
    const analyser = createAnalyser({ language: 'en' });
    const words = createCatalogWords()(features, analyser, async () => CATALOG.map(({ title }) => title));
    plan = (text, ignore = []) =>
      understand(text, {
        analyser,
        image: false,
        documentFrequencies: async (tokens) => tokens.map(() => 1),
        ignore,
        ...words,
      });
  });
  afterAll(() => shop.close());

  it('never throws, and points at pieces that are there', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { understood } = await plan(text);
        for (const { text: piece, span } of understood.recognised ?? []) {
          expect(understood.text.slice(...span)).toBe(piece);
          expect(piece.trim()).not.toBe('');
        }
        for (const { from = -Infinity, to = Infinity } of understood.filters) expect(from).toBeLessThanOrEqual(to);
      }),
      { numRuns: 400 },
    );
  });

  it.each(WORST)('answers %.20s', async (text) => {
    const { understood, notices } = await plan(text);
    expect(understood.text.length).toBeLessThanOrEqual(1_000);
    expect(notices.some((notice) => notice.startsWith('only the first'))).toBe(text.trim().length > 1_000);
  });

  it('takes pieces that are to be ignored for words', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { understood } = await plan(text);
        const pieces = (understood.recognised ?? []).filter(({ kind }) => kind !== 'correction').map((one) => one.text);
        const [piece] = pieces;
        // A piece that is there twice, in whatever forms of its letters, is ignored once, at its first place.
        if (piece === undefined || plainly(text).split(plainly(piece)).length > 2) return;
        const again = await plan(text, [piece]);
        const own = (again.understood.recognised ?? []).filter(({ kind }) => kind !== 'correction');
        expect(own.map((one) => one.text)).not.toContain(piece);
      }),
      { numRuns: 200 },
    );
  });
});

function plainly(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
