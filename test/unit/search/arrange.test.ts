import { describe, expect, it } from 'vitest';
import type { LabelColumn } from '#src/domain/facet';
import { numberOf } from '#src/domain/field-value';
import { parseFilter } from '#src/domain/filter-syntax';
import type { CandidateFeatures } from '#src/ports/features';
import { arrange, passMask } from '#src/search/arrange';

/** Candidates with the values of one field. */
function candidates(field: string, values: readonly (readonly string[])[]): CandidateFeatures {
  const dictionary = [...new Set(values.flat())];
  const offsets = Uint32Array.from([0, ...values.map((_, row) => values.slice(0, row + 1).flat().length)]);
  const column: LabelColumn = {
    dictionary,
    offsets,
    codes: Uint32Array.from(values.flat(), (v) => dictionary.indexOf(v)),
  };
  const none: LabelColumn = { dictionary: [], offsets: new Uint32Array(values.length + 1), codes: new Uint32Array(0) };
  return {
    ids: values.map((_, row) => `item ${row}`),
    termCounts: new Uint16Array(0),
    fieldLengths: new Uint16Array(0),
    labels: (asked) => (asked === field ? column : none),
    numbers: (asked) =>
      Float64Array.from(values, ([first]) => (asked === field && first ? numberOf(field, first) : NaN)),
    titles: () => none,
  };
}

describe('refinements', () => {
  const mask = (expression: string, field: string, values: readonly (readonly string[])[]) => [
    ...passMask(parseFilter(expression), candidates(field, values)),
  ];

  it('look at every number of an item', () => {
    const sizes = [['38', '40', '42'], ['44'], [], ['XL', '41']];
    expect(mask('sizes:39..41', 'sizes', sizes)).toEqual([1, 0, 0, 1]);
    expect(mask('-sizes:39..41', 'sizes', sizes)).toEqual([0, 1, 1, 0]);
    expect(mask('sizes:43..', 'sizes', sizes)).toEqual([0, 1, 0, 0]);
  });

  it('range over moments', () => {
    const moments = [['2020-01-01T00:00:00.000Z'], ['2024-01-01T00:00:00.000Z']];
    expect(mask(`createdAt:${Date.parse('2023-01-01')}..`, 'createdAt', moments)).toEqual([0, 1]);
  });
});

describe('sorting', () => {
  const rows = (type: 'text' | 'number', direction: 'asc' | 'desc') =>
    arrange([0, 1, 2, 3], candidates('size', [['S'], ['38'], [], ['M']]), {
      refine: [],
      group: false,
      facets: [],
      sort: { field: 'size', direction, type },
    }).rows;

  it('goes by texts where the field has words, although one reads as a number', () => {
    expect(rows('text', 'asc')).toEqual([1, 3, 0, 2]);
    expect(rows('text', 'desc')).toEqual([0, 3, 1, 2]);
  });

  it('goes by numbers where the field has numbers, the rest last', () => {
    expect(rows('number', 'asc')).toEqual([1, 0, 2, 3]);
  });
});
