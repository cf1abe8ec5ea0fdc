import { describe, expect, it } from 'vitest';
import type { LegResult } from '#src/ports/generations';
import { keepRows, legColumns } from '#src/search/leg-columns';

const result = (found: Readonly<Record<string, number>>, cut: boolean): LegResult => ({
  ids: Object.keys(found),
  scores: Float64Array.from(Object.values(found)),
  cut,
});
const outcomes = [
  { signal: 'lexical' as const, result: result({ a: 9, b: 4 }, true) },
  { signal: 'text' as const, space: 'words', result: result({ c: 0.8, a: 0.5 }, false) },
];

describe('columns of legs', () => {
  it('have each candidate once, with what each leg knows of it', () => {
    const { ids, legs } = legColumns(outcomes);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(legs).toMatchObject([
      { signal: 'lexical', raw: Float64Array.of(9, 4, Number.NaN), found: Uint8Array.of(1, 1, 0), cut: true, last: 4 },
      { space: 'words', raw: Float64Array.of(0.5, Number.NaN, 0.8), found: Uint8Array.of(1, 0, 1), last: 0.5 },
    ]);
  });

  it('tell of a leg that found nothing whether there may be more', () => {
    const empty = (cut: boolean) => legColumns([{ signal: 'text', result: result({}, cut) }]).legs[0]!.last;
    expect([empty(false), empty(true)]).toEqual([0, Infinity]);
  });

  it('lose the rows of items that were removed meanwhile', () => {
    const { ids, legs } = legColumns(outcomes);
    expect(keepRows(legs, ids, ids)).toEqual(legs);
    expect(keepRows(legs, ids, ['b', 'c'])).toMatchObject([
      { raw: Float64Array.of(4, Number.NaN), found: Uint8Array.of(1, 0) },
      { raw: Float64Array.of(Number.NaN, 0.8), found: Uint8Array.of(0, 1) },
    ]);
  });
});
