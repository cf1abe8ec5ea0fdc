import { describe, expect, it } from 'vitest';
import { fieldKey, fieldValues, labelKey } from '#src/domain/field-value';
import { filterKey } from '#src/domain/filter';

const item = { id: '1', title: 'Boots', kind: 'product', attributes: {} };

describe('fieldValues', () => {
  it('gives every prefix of a category, so that a parent finds what is below it', () =>
    expect(fieldValues({ ...item, category: ['Shoes', 'Boots'] }).filter(({ field }) => field === 'category')).toEqual([
      { field: 'category', text: 'Shoes' },
      { field: 'category', text: 'Shoes > Boots' },
    ]));

  it('reads texts of digits as numbers, in any width, and leaves other words alone', () =>
    expect(fieldValues({ ...item, attributes: { size: ['42', '４２', 'XL', '1e3'] } }).slice(1)).toEqual([
      { field: 'size', text: '42', number: 42 },
      { field: 'size', text: '４２', number: 42 },
      { field: 'size', text: 'XL' },
      { field: 'size', text: '1e3' },
    ]));

  it('leaves out prose and blanks', () =>
    expect(fieldValues({ ...item, attributes: { note: ['x'.repeat(121), '  '] } })).toEqual([
      { field: 'kind', text: 'product' },
    ]));
});

describe('tokens of values', () => {
  it('are equal for values that differ in case, width and outer blanks', () =>
    expect(labelKey('colour', ' Dark  RED')).toBe(labelKey('colour', 'dark ｒed')));

  it('never mix up field and value', () => {
    expect(labelKey('a=b', 'c')).not.toBe(labelKey('a', 'b=c'));
    expect(labelKey('a%3D', 'c')).not.toBe(labelKey('a=', 'c'));
    expect(fieldKey('a=b')).not.toBe(labelKey('a', 'b'));
  });

  it('are what a filter looks for', () => {
    expect(filterKey('colour', 'RED')).toBe(labelKey('colour', 'red'));
    expect(filterKey('category', 'shoes>boots')).toBe(labelKey('category', 'Shoes > Boots'));
  });
});
