import { describe, expect, it } from 'vitest';
import { filterFromObject, formatFilter, parseFilter } from '#src/domain/filter-syntax';

const any = (field: string, values: string[], negated = false) => ({ field, negated, kind: 'any', values });
const range = (field: string, ends: { from?: number; to?: number }, negated = false) => ({
  field,
  negated,
  kind: 'range',
  ...ends,
});

describe('parseFilter', () => {
  it.each([
    ['brand:acme', any('brand', ['acme'])],
    [' brand : acme ', any('brand', ['acme'])],
    ['brand:acme,  Umbrella Corp', any('brand', ['acme', 'Umbrella Corp'])],
    ['name:"a value: quoted"', any('name', ['a value: quoted'])],
    [String.raw`name:"5\" \\ \u00e9","b,c",d`, any('name', ['5" \\ é', 'b,c', 'd'])],
    ['name:"two\nlines"', any('name', ['two\nlines'])],
    ['"screen: size":big', any('screen: size', ['big'])],
    ['screen size:7.5"', any('screen size', ['7.5"'])],
    ['at:12:30', any('at', ['12:30'])],
    ['category:Shoes > Boots', any('category', ['Shoes > Boots'])],
    ['waterproof:true', any('waterproof', ['true'])],
    ['range:"10..50"', any('range', ['10..50'])],
    ['star:"*"', any('star', ['*'])],
    ['-brand:acme,other', any('brand', ['acme', 'other'], true)],
    ['price:10..50', range('price', { from: 10, to: 50 })],
    ['price:..50', range('price', { to: 50 })],
    ['price: 10.5 .. ', range('price', { from: 10.5 })],
    ['-price:-1e2..-.5', range('price', { from: -100, to: -0.5 }, true)],
    ['price:.5...75', 'invalid'],
    ['createdAt:2026-01-31..2026-01-31', range('createdAt', { from: 1769817600000, to: 1769903999999 })],
    ['createdAt:..2026-01-31T12:00:00Z', range('createdAt', { to: 1769860800000 })],
    ['color:*', { field: 'color', negated: false, kind: 'exists' }],
    ['-color:*', { field: 'color', negated: true, kind: 'exists' }],
  ])('reads %j', (text, filter) => {
    if (filter === 'invalid')
      expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: 'invalid_filter' }));
    else expect(parseFilter(text)).toEqual(filter);
  });

  it.each([
    ['', 'no ":"'],
    ['brand', 'no ":"'],
    [':acme', 'no field'],
    ['"":acme', 'no field'],
    ['brand:', 'a value is missing'],
    ['brand:a,', 'a value is missing'],
    ['brand:a,,b', 'a value is missing'],
    ['brand:"', 'not closed'],
    ['brand:"a', 'not closed'],
    ['brand:"a"b', 'follows a closing quote'],
    [String.raw`brand:"\x"`, 'no JSON string'],
    ['brand:" "', 'a value is missing'],
    ['color:*,red', '* cannot be one of several'],
    ['price:..', 'a number at one end'],
    ['price:cheap..50', '"cheap" is neither a number nor a date'],
    ['price:1..2..3', 'two numbers'],
    ['price:50..10', 'begins above its end'],
    ['size:s,1..2', 'neither a number nor a date'],
    ['price:1e999..', 'neither a number'],
    ['brand:acme price:..50', 'two expressions in one'],
    ['brand:acme color:red', 'two expressions in one'],
  ])('refuses %j, saying why', (text, why) => {
    const refused = expect.objectContaining({ code: 'invalid_filter', message: expect.stringContaining(why) });
    expect(() => parseFilter(text)).toThrow(refused);
    expect(() => parseFilter(text)).toThrow(`The filter ${text} is not valid`);
  });
});

describe('filterFromObject', () => {
  it.each([
    [{ field: 'brand', any: 'acme' }, any('brand', ['acme'])],
    [{ field: 'size', any: [42, 'XL', true] }, any('size', ['42', 'XL', 'true'])],
    [{ field: 'brand', not: ['acme'] }, any('brand', ['acme'], true)],
    [{ field: 'price', from: 10, to: 50 }, range('price', { from: 10, to: 50 })],
    [{ field: 'price', to: 0 }, range('price', { to: 0 })],
    [
      { field: 'color', exists: true },
      { field: 'color', negated: false, kind: 'exists' },
    ],
    [
      { field: 'color', exists: false },
      { field: 'color', negated: true, kind: 'exists' },
    ],
  ])('reads %j', (object, filter) => expect(filterFromObject(object)).toEqual(filter));

  it.each([
    { field: '', any: 'a' },
    { field: 'brand' },
    { field: 'brand', any: 'a', not: 'b' },
    { field: 'price', from: 1, exists: true },
    { field: 'brand', any: [] },
    { field: 'brand', any: ['a', ''] },
    { field: 'price', from: 'cheap' },
    { field: 'price', from: 2, to: 1 },
  ])('refuses %j', (object) =>
    expect(() => filterFromObject(object)).toThrow(expect.objectContaining({ code: 'invalid_filter' })),
  );
});

describe('formatFilter', () => {
  it.each([
    'brand:acme',
    '-price:10..50',
    'price:..50',
    'color:*',
    'brand:a b,c',
    '"a: b":"x, y"',
    '"-odd":"a..b"',
    'name:"a: b"',
  ])('writes %s as it was read', (text) => expect(formatFilter(parseFilter(text))).toBe(text));
});
