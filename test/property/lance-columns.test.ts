import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumns, putDocument, removeDocument } from '#src/adapters/lance/columns/columns';
import { fromImage, takeImage } from '#src/adapters/lance/columns/image';
import { createLexicalIndex } from '#src/adapters/lance/columns/lexical';
import { orderRows } from '#src/adapters/lance/columns/order';
import { createRagged, rowOf, setRow } from '#src/adapters/lance/columns/ragged';
import { readFeatures } from '#src/adapters/lance/columns/read';
import { rowTest } from '#src/adapters/lance/columns/row-filter';
import { createTop } from '#src/adapters/lance/columns/top';
import { createFreshVectors } from '#src/adapters/lance/fresh-vectors';
import type { IndexDocument } from '#src/domain/document';
import type { LexicalClause } from '#src/domain/query';
import { aDocument } from '#test/support/index-documents';

describe('top', () => {
  it('keeps the highest scores, of equal ones the lower rows, as sorting everything does', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 0, max: 12 }), (scores, depth) => {
        const top = createTop(depth);
        for (const [row, score] of scores.entries()) top.offer(row, score);
        const sorted = [...scores.entries()].sort(([a, one], [b, other]) => other - one || a - b).slice(0, depth);
        const { rows, scores: kept } = top.finish();
        expect([...rows].map((row, i) => [row, kept[i]])).toEqual(sorted);
      }),
    ));
});

describe('order', () => {
  const key = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.constant(Number.NaN),
  );
  it('sorts as with a comparing function: missing last, ties by id', () =>
    fc.assert(
      fc.property(fc.array(key), fc.constantFrom('asc' as const, 'desc' as const), (keys, direction) => {
        const rows = Uint32Array.from(keys, (_, i) => keys.length - i + 4);
        const ids = Array.from({ length: keys.length + 5 }, (_, row) => `id ${(row * 7) % 10} ${row}`);
        const sign = direction === 'asc' ? 1 : -1;
        const expected = [...keys.entries()].sort(([i, one], [j, other]) => {
          const missing = Number(Number.isNaN(one)) - Number(Number.isNaN(other));
          const byKey = Number.isNaN(one) || Number.isNaN(other) ? 0 : sign * (one - other);
          return missing || byKey || (ids[rows[i]!]! < ids[rows[j]!]! ? -1 : 1);
        });
        const ordered = orderRows(rows, Float64Array.from(keys), { direction, ids });
        expect([...ordered]).toEqual(expected.map(([i]) => rows[i]));
      }),
    ));
});

/** Compared as bytes, because a list of tens of thousands takes long to compare in any other way. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array) => Buffer.from(buffer, byteOffset, byteLength);

describe('ragged', () => {
  it('keeps the last list of each row, also when it collects its garbage', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.constantFrom(0, 1, 3, 40_000))), fc.nat(), (changes, seed) => {
        const ragged = createRagged();
        const lists = new Map<number, Uint32Array>();
        for (const [i, [row, length]] of changes.entries()) {
          const list = new Uint32Array(length).fill(seed + i);
          setRow(ragged, row, list);
          lists.set(row, list);
        }
        for (const [row, list] of lists) expect(Buffer.compare(bytesOf(rowOf(ragged, row)), bytesOf(list))).toBe(0);
      }),
    ));
});

describe('fresh vectors', () => {
  it('compare with exactly the vectors that were put and not removed or dropped', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.double({ min: -1, max: 1, noNaN: true }))),
        fc.nat(20),
        (changes, dropped) => {
          const fresh = createFreshVectors(5);
          const naive = new Map<number, { value: number; count: number; stamp: number }>();
          for (const [stamp, [row, count, value]] of changes.entries()) {
            const vectors = Array.from({ length: count }, (_, number) => ({
              number,
              vector: new Float32Array(5).fill(value),
            }));
            fresh.put(row, vectors, stamp);
            if (count > 0) naive.set(row, { value, count, stamp });
            else naive.delete(row);
          }
          fresh.dropThrough(dropped);
          const expected = [...naive].flatMap(([row, { value, count, stamp }]) =>
            stamp <= dropped ? [] : Array.from({ length: count }, (_, number) => [row, number, Math.fround(value) * 5]),
          );
          const found: number[][] = [];
          fresh.scan(new Float32Array(5).fill(1), (row, number, cosine) => found.push([row, number, cosine]));
          const sort = (list: number[][]) => list.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
          expect(sort(found)).toEqual(
            sort(expected).map(([row, number, cosine]) => [row, number, expect.closeTo(cosine!, 5)]),
          );
          expect(fresh.floats).toBe(expected.length * 5);
        },
      ),
    ));
});

const WORDS = ['red', 'blue', 'shoe', 'hat', 'sock'];
const someText = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
const someDocument = fc
  .record({ id: fc.nat(9), title: someText, description: someText, colour: fc.constantFrom('a', 'b') })
  .map(({ id, title, description, colour }) => aDocument(String(id), { title, description, values: { colour } }));
const someChange = fc.oneof(someDocument, fc.nat(9).map(String));

describe('lexical index', () => {
  /** BM25 as the formula is written (Robertson and Zaragoza 2009), the title three times. */
  function bm25(
    document: IndexDocument,
    terms: readonly { token: string; weight: number }[],
    all: readonly IndexDocument[],
  ): number {
    const words = ({ tokens }: IndexDocument) => [
      ...tokens.title,
      ...tokens.title,
      ...tokens.title,
      ...tokens.description,
    ];
    const average = all.reduce((sum, each) => sum + words(each).length, 0) / all.length || 1;
    return terms.reduce((sum, { token, weight }) => {
      const count = words(document).filter((word) => word === token).length;
      const holding = all.filter((each) => words(each).includes(token)).length;
      const idf = Math.log(1 + (all.length - holding + 0.5) / (holding + 0.5));
      const saturation = 0.6 * (1 - 0.5 + (0.5 * words(document).length) / average);
      return count === 0 ? sum : sum + (weight * idf * count * 1.6) / (count + saturation);
    }, 0);
  }

  it('gives every item its BM25, whatever was written and removed since the postings were made', () =>
    fc.assert(
      fc.property(fc.array(someChange, { maxLength: 30 }), fc.array(someChange, { maxLength: 10 }), (before, after) => {
        const columns = createColumns();
        const index = createLexicalIndex(columns);
        const documents = new Map<string, IndexDocument>();
        const terms = [
          { token: 'red', weight: 1 },
          { token: 'hat', weight: 0.5 },
          { token: 'unknown', weight: 1 },
        ];
        const query = { clauses: [{ terms, normalise: 'none' as const }], combine: 'sum' as const, mustNot: ['sock'] };
        for (const changes of [before, after]) {
          for (const change of changes) {
            if (typeof change === 'string') {
              removeDocument(columns, change);
              documents.delete(change);
            } else {
              putDocument(columns, change);
              documents.set(change.id, change);
            }
          }
          const found = index.search(query, rowTest(columns, []), 100);
          const all = [...documents.values()];
          const expected = all
            .filter(({ tokens }) => ![...tokens.title, ...tokens.description].includes('sock'))
            .map((document) => [document.id, bm25(document, terms, all)] as const)
            .filter(([, score]) => score > 0);
          const scores = Object.fromEntries(Array.from(found.rows, (row, i) => [columns.ids[row], found.scores[i]]));
          expect(scores).toEqual(Object.fromEntries(expected.map(([id, score]) => [id, expect.closeTo(score, 9)])));
        }
      }),
    ));
});

describe('lexical index of many rows', () => {
  const columns = createColumns();
  const index = createLexicalIndex(columns);
  const words = (row: number) => WORDS.filter((_, word) => row % (word + 2) === 0);
  for (let row = 0; row < 7_000; row++) putDocument(columns, aDocument(`d${row}`, { title: words(row).join(' ') }));
  const clause = (...tokens: string[]) => ({
    terms: tokens.map((token) => ({ token, weight: 1 })),
    normalise: 'none' as const,
  });
  const search = (clauses: LexicalClause[], combine: 'sum' | 'max', depth = 10_000) =>
    index.search({ clauses, combine, mustNot: [] }, (row) => row % 11 !== 3, depth);
  const scoresOf = (clauses: LexicalClause[]) => {
    const { rows, scores } = search(clauses, 'sum');
    return new Map(Array.from(rows, (row, i) => [row, scores[i]!]));
  };

  it('gives the same words the same score, wherever they stand', () => {
    const scores = scoresOf([clause('red', 'hat')]);
    const expected = Array.from({ length: 7_000 }, (_, row) => row).filter(
      (row) => row % 11 !== 3 && (row % 2 === 0 || row % 5 === 0),
    );
    expect([...scores.keys()].sort((a, b) => a - b)).toEqual(expected);
    for (const [row, score] of scores) expect(score).toBe(scores.get((row % 660) + 660));
  });

  it.each(['sum', 'max'] as const)('keeps the best of clauses that are brought to one scale: %s', (combine) => {
    const [first, second] = [scoresOf([clause('red', 'hat')]), scoresOf([clause('blue')])];
    const top = Math.max(...first.values());
    const together = (row: number) => {
      const both = [(first.get(row) ?? 0) / top, (second.get(row) ?? 0) / 2];
      return combine === 'sum' ? both[0]! + both[1]! : Math.max(...both);
    };
    const all = [...new Set([...first.keys(), ...second.keys()])];
    const best = all.sort((a, b) => together(b) - together(a) || a - b).slice(0, 500);
    const clauses = [
      { ...clause('red', 'hat'), normalise: 'own-top' as const },
      { ...clause('blue'), weight: 0.5 },
    ];
    const found = search(clauses, combine, 500);
    expect([...found.rows]).toEqual(best);
    expect([...found.scores]).toEqual(best.map((row) => expect.closeTo(together(row), 9)));
    expect([found.cut, search(clauses, combine, all.length).cut, search(clauses, combine, all.length - 1).cut]).toEqual(
      [true, false, true],
    );
  });
});

describe('image of columns', () => {
  it('gives columns back that read the same, without what was removed', () =>
    fc.assert(
      fc.property(fc.array(someChange, { maxLength: 30 }), (changes) => {
        const columns = createColumns();
        for (const change of changes) {
          if (typeof change === 'string') removeDocument(columns, change);
          else putDocument(columns, change);
        }
        const again = fromImage(takeImage(columns));
        const request = { tokens: WORDS, labels: ['colour'], numbers: ['colour'] };
        const rowsOf = ({ ids, alive }: typeof columns) => [...ids.keys()].filter((row) => alive[row] === 1);
        const [one, other] = [columns, again].map((each) => readFeatures(each, rowsOf(each), request));
        for (const part of ['ids', 'termCounts', 'fieldLengths'] as const) expect(other![part]).toEqual(one![part]);
        expect(other!.labels('colour')).toEqual(one!.labels('colour'));
        expect([again.count, [...again.lengthSums]]).toEqual([columns.count, [...columns.lengthSums]]);
        const used = (each: typeof columns) =>
          Object.fromEntries(
            each.tokenTexts.map((token, code) => [token, each.documentFrequencies[code]!]).filter(([, n]) => n),
          );
        expect(used(again)).toEqual(used(columns));
        expect(again.tokenTexts.length).toBe(Object.keys(used(columns)).length);
      }),
    ));
});
