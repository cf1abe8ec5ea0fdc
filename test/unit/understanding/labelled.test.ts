import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryPlan } from '#src/domain/query';
import { createAnalyser } from '#src/text/analyser';
import { createCatalogWords } from '#src/understanding/catalog-words';
import { understand } from '#src/understanding/understand';
import { CATALOG } from '#test/fixtures/understanding/catalog';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

interface Labelled {
  readonly type: string;
  readonly text: string;
  readonly expected: readonly string[];
}

const QUERIES: readonly Labelled[] = readFileSync('test/fixtures/understanding/queries.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [type = '', text = '', expected = ''] = line.split(/ \| ?/u);
    return {
      type,
      text,
      expected: expected
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .sort(),
    };
  });

const MARKS: Readonly<Record<string, string>> = { preference: '~', sort: 'sort:' };

/** What was recognised, in the form of the labels; a spelling is no constraint. */
function recognised({ understood }: QueryPlan): string[] {
  const constraints = (understood.recognised ?? []).filter(({ kind }) => kind !== 'correction');
  return constraints.map(({ kind, as }) => (MARKS[kind] ?? '') + as).sort();
}

describe('labelled queries', () => {
  let shop: SearchShop;
  const found = new Map<Labelled, readonly string[]>();
  beforeAll(async () => {
    shop = await openSearchShop(CATALOG);
    const { features } = shop.generation();
    const analyser = createAnalyser({ language: 'en' });
    const words = createCatalogWords()(features, analyser, async () => CATALOG.map(({ title }) => title));
    const documentFrequencies = async (tokens: readonly string[]) =>
      (await features.statistics(tokens)).documentFrequencies;
    for (const query of QUERIES)
      found.set(
        query,
        recognised(await understand(query.text, { analyser, image: false, documentFrequencies, ...words })),
      );
  });
  afterAll(() => shop.close());

  const count = (of: (query: Labelled, own: readonly string[]) => number) =>
    [...found].reduce((sum, [query, own]) => sum + of(query, own), 0);

  it('are enough, of every type', () => {
    expect(QUERIES.length).toBeGreaterThanOrEqual(400);
    expect(new Set(QUERIES.map(({ type }) => type)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(QUERIES.map(({ text }) => text)).size).toBe(QUERIES.length);
  });

  it('have at least .97 of what is recognised right, and .90 of what is right recognised', () => {
    const right = count(({ expected }, own) => own.filter((one) => expected.includes(one)).length);
    const wrong = [...found].filter(([{ expected }, own]) => expected.join() !== own.join());
    const shown = wrong.map(([{ text, expected }, own]) => `${text}: ${own.join('; ')} and not ${expected.join('; ')}`);
    expect(right / count((_, own) => own.length), shown.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(right / count(({ expected }) => expected.length), shown.join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  it('have nothing invented where nothing is to recognise', () => {
    const plain = [...found].filter(([{ expected }]) => expected.length === 0);
    expect(plain.length).toBeGreaterThanOrEqual(200);
    expect(plain.filter(([, own]) => own.length > 0).map(([{ text }, own]) => [text, own])).toEqual([]);
  });
});
