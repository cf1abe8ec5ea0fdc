import { describe, expect, it } from 'vitest';
import { createColumns, putDocument } from '#src/adapters/lance/columns/columns';
import { hashIdentifiers } from '#src/adapters/lance/columns/identifier-hash';
import { encodeEntries, forEachEntry } from '#src/adapters/lance/columns/token-entries';
import { filterSql, quote } from '#src/adapters/lance/filter-sql';
import { folderName } from '#src/adapters/lance/folder-name';
import { withRetry } from '#src/adapters/lance/retry';
import { TEXT_FIELDS } from '#src/domain/document';
import { aDocument } from '#test/support/index-documents';

describe('folder names', () => {
  it.each([
    ['shop', 'shop'],
    ['Shop', '=53hop'],
    ['..', '=2e=2e'],
    ['a/b', 'a=2fb'],
    ['', '='],
    ['ä', '=c3=a4'],
  ])('%j is %j', (text, name) => expect(folderName(text)).toBe(name));

  it('are short and different for long texts', () => {
    const [one, other] = [folderName(`${'x'.repeat(500)}1`), folderName(`${'x'.repeat(500)}2`)];
    expect(one).not.toBe(other);
    expect(one.length).toBeLessThan(200);
  });
});

describe('token entries', () => {
  it('keep counts of any size, by field', () => {
    const many = (token: string, count: number) => Array.from({ length: count }, () => token);
    const tokens = {
      title: [...many('a', 6), ...many('b', 7)],
      brand: ['a'],
      category: [],
      attributes: [],
      description: many('c', 70_000),
    };
    const codes = new Map([
      ['a', 0],
      ['b', 2 ** 26 - 1],
      ['c', 5],
    ]);
    const entries = Uint32Array.from(encodeEntries(tokens, (token) => codes.get(token)!));
    const found: [number, string, number][] = [];
    forEachEntry({ data: entries, start: 0, end: entries.length }, (token, field, count) =>
      found.push([token, TEXT_FIELDS[field]!, count]),
    );
    expect(found).toEqual([
      [0, 'title', 6],
      [2 ** 26 - 1, 'title', 7],
      [0, 'brand', 1],
      [5, 'description', 70_000],
    ]);
  });
});

describe('identifier hashes', () => {
  it('differ in both halves, and for identifiers that differ in one character or in order', () => {
    const texts = ['1', '2', '12', '21', 'A12', 'B12', '4006381333931', '4006381333932'];
    for (const half of [0, 1])
      expect(new Set(texts.map((text) => hashIdentifiers([text])[half])).size).toBe(texts.length);
    const [first, second] = hashIdentifiers(['4006381333931']);
    expect(first).not.toBe(second);
  });
});

describe('conditions for Lance', () => {
  const columns = createColumns();
  putDocument(columns, aDocument('1', { values: { price: 5, weight: 7, size: ['41', '42'] } }));
  putDocument(columns, aDocument('2', { values: { weight: 9, size: 'XL' } }));
  const sql = (...filters: Parameters<typeof filterSql>[0]) => filterSql(filters, columns, ['price', 'size']);

  it('are none without filters', () => expect(sql()).toBeUndefined());

  it('quote what a user may write', () => {
    expect(quote("it's; --")).toBe("'it''s; --'");
    expect(sql({ field: 'a', kind: 'any', values: ["X' OR 1=1"], negated: false })).toBe(
      "(array_has_any(labels, ['a=x'' or 1=1']))",
    );
  });

  it('use the column of a numeric field, and values from the dictionary for all others', () => {
    expect(sql({ field: 'price', kind: 'range', from: 1, to: 9.5, negated: true })).toBe(
      'NOT (n0 IS NOT NULL AND n0 >= 1 AND n0 <= 9.5)',
    );
    expect(sql({ field: 'weight', kind: 'range', from: 8, negated: false })).toBe(
      "(array_has_any(labels, ['weight=9']))",
    );
    expect(sql({ field: 'weight', kind: 'range', from: 80, negated: false })).toBe('(false)');
  });

  it('do not trust the column where an item has several numbers', () =>
    expect(sql({ field: 'size', kind: 'range', to: 42, negated: false })).toBe(
      "(array_has_any(labels, ['size=41', 'size=42']))",
    ));

  it('ask for the field itself when any value will do', () =>
    expect(sql({ field: 'weight', kind: 'exists', negated: true })).toBe("NOT (array_has_any(labels, ['weight']))"));
});

describe('retry', () => {
  it('repeats after a commit conflict and nothing else', async () => {
    const failing = (message: string, times: number) => {
      let calls = 0;
      return async () => {
        if (++calls <= times) throw new Error(message);
        return calls;
      };
    };
    expect(await withRetry(failing('Retryable commit conflict for version 5', 2))).toBe(3);
    await expect(withRetry(failing('No space left on device', 1))).rejects.toThrow('No space left');
    await expect(withRetry(failing('commit conflict', 1000))).rejects.toThrow('commit conflict');
  });
});
