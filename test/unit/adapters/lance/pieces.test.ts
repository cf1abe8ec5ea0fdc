import { describe, expect, it } from 'vitest';
import { hashIdentifiers } from '#src/adapters/lance/columns/identifier-hash';
import { encodeEntries, forEachEntry } from '#src/adapters/lance/columns/token-entries';
import { folderName } from '#src/adapters/lance/folder-name';
import { withRetry } from '#src/adapters/lance/retry';
import { idsCondition } from '#src/adapters/lance/tables';
import { TEXT_FIELDS } from '#src/domain/document';

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
  it('quote what a user may write', () => expect(idsCondition(["it's; --", 'b'])).toBe("id IN ('it''s; --', 'b')"));
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
