import { beforeEach, describe, expect, it } from 'vitest';
import { TEXT_FIELDS } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import type { CandidateFeatures } from '#src/ports/features';
import { aDocument } from '#test/support/index-documents';
import type { Bench } from './bench.ts';

/** Features of candidates, profiles of fields, browsing and the vocabulary. */
export function describeFeatures(bench: Bench): void {
  describe('features', () => {
    const features = () => bench.generation.features;

    beforeEach(() =>
      bench.generation.write([
        aDocument('1', {
          sequence: 1,
          title: 'red red shoe',
          description: 'red',
          values: { colour: 'Red', price: 30, size: ['42', '43'] },
        }),
        aDocument('2', {
          sequence: 4,
          title: 'blue shoe',
          brand: 'acme',
          values: { colour: ['blue', 'RED', 'red'], price: 10, size: 'XL' },
        }),
        aDocument('3', { sequence: 2, title: 'hat', values: { colour: 'green', price: 20 } }),
        aDocument('4', { sequence: 3, title: '', values: {} }),
      ]),
    );

    it('counts documents and mean lengths for BM25F', async () => {
      const statistics = await features().statistics(['red', 'shoe', 'none']);
      expect(statistics.documents).toBe(4);
      expect(statistics.documentFrequencies).toEqual([1, 2, 0]);
      expect(TEXT_FIELDS.map((field, i) => [field, statistics.averageLengths[i]])).toEqual([
        ['title', 1.5],
        ['brand', 0.25],
        ['category', 0],
        ['attributes', 0],
        ['description', 0.25],
      ]);
      await bench.generation.remove(['1', '4']);
      expect(await features().statistics(['red', 'shoe'])).toMatchObject({ documents: 2, documentFrequencies: [0, 1] });
    });

    it('reads token counts and lengths by field, in the order asked, leaving out unknown items', async () => {
      const read = await features().read(['2', 'none', '1'], {
        tokens: ['shoe', 'red', 'none'],
        labels: [],
        numbers: [],
      });
      expect(read.ids).toEqual(['2', '1']);
      const title = TEXT_FIELDS.indexOf('title');
      const description = TEXT_FIELDS.indexOf('description');
      const count = (row: number, token: number, field: number) =>
        read.termCounts[(row * 3 + token) * TEXT_FIELDS.length + field];
      expect([count(0, 0, title), count(0, 1, title), count(1, 1, title), count(1, 1, description)]).toEqual([
        1, 0, 2, 1,
      ]);
      expect([...read.termCounts].reduce((sum, one) => sum + one)).toBe(5);
      expect([...read.fieldLengths]).toEqual([2, 1, 0, 0, 0, 3, 0, 0, 0, 1]);
    });

    it('reads the different tokens of titles, and of nothing else', async () => {
      const asked = { tokens: ['blue'], labels: [], numbers: [], titles: true };
      const { dictionary, offsets, codes } = (await features().read(['2', '4', '1'], asked)).titles();
      const rows = [0, 1, 2].map((row) =>
        [...codes.slice(offsets[row], offsets[row + 1])].map((at) => dictionary[at]!),
      );
      expect(rows.map((row) => row.sort())).toEqual([['blue', 'shoe'], [], ['red', 'shoe']]);
      expect(new Set(dictionary).size).toBe(dictionary.length);
    });

    it('reads values and numbers of fields', async () => {
      const fields = { labels: ['colour', 'size', 'none'], numbers: ['price', 'size', 'colour'] };
      const read = await features().read(['1', '2', '4'], { tokens: [], ...fields });
      expect(valuesOf(read, 'colour')).toEqual([['red'], ['blue', 'red'], []]);
      expect(valuesOf(read, 'size')).toEqual([['42', '43'], ['xl'], []]);
      expect(valuesOf(read, 'none')).toEqual([[], [], []]);
      expect([...read.numbers('price')]).toEqual([30, 10, Number.NaN]);
      expect([...read.numbers('size')]).toEqual([42, Number.NaN, Number.NaN]);
      expect([...read.numbers('colour')]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
      const { dictionary } = read.labels('colour');
      expect(dictionary.every((value) => ['Red', 'RED', 'red', 'blue'].includes(value))).toBe(true);
    });

    it('keeps what was read while items change', async () => {
      const read = await features().read(['1'], { tokens: ['red'], labels: ['colour'], numbers: ['price'] });
      await bench.generation.write([aDocument('1', { title: 'x', values: { colour: 'white', price: 1 } })]);
      expect(valuesOf(read, 'colour')).toEqual([['red']]);
      expect([read.termCounts[0], read.numbers('price')[0]]).toEqual([2, 30]);
    });

    it('tells numbers from texts and the best covered fields from the rest', async () => {
      expect(await features().fields()).toEqual([
        { field: 'colour', type: 'text', items: 3, odd: 0, distinct: 3 },
        { field: 'price', type: 'number', items: 3, odd: 0, distinct: 3 },
        { field: 'size', type: 'text', items: 2, odd: 0, distinct: 3 },
      ]);
      const sizes = Array.from({ length: 97 }, (_, i) => aDocument(`s${i}`, { values: { size: String(i) } }));
      await bench.generation.write(sizes);
      expect((await features().fields())[0]).toMatchObject({ field: 'size', type: 'number', items: 99, odd: 1 });
      await bench.generation.remove(sizes.map(({ id }) => id));
      expect((await features().fields())[2]).toMatchObject({ field: 'size', type: 'text', items: 2, distinct: 3 });
    });

    it('lists the values of a field with their counts, equal ones as one', async () => {
      const counts = async (field: string, limit: number) =>
        (await features().values(field, limit)).map(({ value, count }) => [value.toLowerCase(), count]);
      expect(await counts('colour', 10)).toEqual([
        ['red', 2],
        ['blue', 1],
        ['green', 1],
      ]);
      expect(await counts('colour', 2)).toHaveLength(2);
      expect(await counts('none', 10)).toEqual([]);
      await bench.generation.remove(['1']);
      expect((await counts('colour', 10)).sort()).toEqual([
        ['blue', 1],
        ['green', 1],
        ['red', 1],
      ]);
    });

    it('lists the vocabulary with its frequencies', async () => {
      const vocabulary: Record<string, number> = {};
      for await (const [token, documents] of features().vocabulary()) vocabulary[token] = documents;
      expect(vocabulary).toEqual({ red: 1, shoe: 2, blue: 1, acme: 1, hat: 1 });
    });

    describe('browse', () => {
      const all = { filter: [], refine: [], facets: [] };
      const idsOf = async (request: Parameters<ReturnType<typeof features>['browse']>[0]) =>
        (await features().browse(request)).ids(0, 100);
      const isRed: Filter = { field: 'colour', kind: 'any', values: ['red'], negated: false };

      it('shows the newest change first', async () => expect(await idsOf(all)).toEqual(['2', '4', '3', '1']));

      it('sorts by number and by text, missing values last either way', async () => {
        expect(await idsOf({ ...all, sort: { field: 'price', direction: 'asc' } })).toEqual(['2', '3', '1', '4']);
        expect(await idsOf({ ...all, sort: { field: 'price', direction: 'desc' } })).toEqual(['1', '3', '2', '4']);
        expect(await idsOf({ ...all, sort: { field: 'colour', direction: 'asc' } })).toEqual(['2', '3', '1', '4']);
        expect(await idsOf({ ...all, sort: { field: 'none', direction: 'desc' } })).toEqual(['1', '2', '3', '4']);
      });

      it('counts and pages what passes filter and refinements', async () => {
        const result = await features().browse({
          ...all,
          filter: [isRed],
          refine: [{ ...isRed, field: 'size', values: ['xl'] }],
        });
        expect([result.total, await result.ids(0, 10)]).toEqual([1, ['2']]);
        const everything = await features().browse(all);
        expect([everything.total, await everything.ids(1, 2), await everything.ids(4, 5)]).toEqual([4, ['4', '3'], []]);
      });

      it('keeps its list while items change', async () => {
        const result = await features().browse(all);
        await bench.generation.write([aDocument('5', { sequence: 9 }), aDocument('1', { sequence: 10 })]);
        expect(await result.ids(0, 10)).toEqual(['2', '4', '3', '1']);
      });

      it('counts facets within the filter, each without the refinements on its own field', async () => {
        const refine: Filter[] = [isRed, { field: 'price', kind: 'range', to: 20, negated: false }];
        const { total, facets } = await features().browse({
          filter: [],
          refine,
          facets: ['colour', 'price', 'none', 'size'],
        });
        expect(total).toBe(1);
        expect(facets.map(({ field }) => field)).toEqual(['colour', 'price', 'size']);
        const [colour, price] = facets;
        const counts =
          colour && 'values' in colour ? colour.values.map(({ value, count }) => [value.toLowerCase(), count]) : [];
        expect(new Map(counts as [string, number][])).toEqual(
          new Map([
            ['blue', 1],
            ['green', 1],
            ['red', 1],
          ]),
        );
        expect(price).toMatchObject({ min: 10, max: 30 });
      });
    });
  });
}

function valuesOf(read: CandidateFeatures, field: string): string[][] {
  const { dictionary, offsets, codes } = read.labels(field);
  return read.ids.map((_, row) =>
    [...codes.subarray(offsets[row], offsets[row + 1])].map((code) => dictionary[code]!.toLowerCase()).sort(),
  );
}
