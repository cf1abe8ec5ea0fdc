import { describe, expect, it } from 'vitest';
import { itemOf, leftOutOf } from '#test/support/normalised';

describe('attributes', () => {
  it('types the cells of a table when nothing is lost by it', () => {
    const cells = {
      a: '42',
      b: '-1.5',
      c: '007',
      d: '1.50',
      e: 'TRUE',
      f: 'false',
      g: '',
      h: '1e5',
      i: '12345678901234567890',
    };
    expect(itemOf(cells).attributes).toEqual({
      a: 42,
      b: -1.5,
      c: '007',
      d: '1.50',
      e: true,
      f: false,
      h: '1e5',
      i: '12345678901234567890',
    });
  });

  it('keeps the types of JSON, flattens objects and takes lists of names and values apart', () => {
    const row = {
      a: '42',
      b: 42,
      c: true,
      d: null,
      e: ['x', 2, 'x', ''],
      size: { width: { cm: 10 } },
      attributes: { colour: 'red', title: 'hidden' },
      features: [{ name: 'Material', value: 'wool' }],
      tags: [{ name: 'new' }],
    };
    const item = itemOf(row, { typed: true });
    expect(item.title).toBe('t');
    expect(item.attributes).toEqual({
      a: '42',
      b: 42,
      c: true,
      e: ['x', '2'],
      'size.width.cm': 10,
      colour: 'red',
      Material: 'wool',
      tags: ['new'],
    });
  });

  it('reads lists in the cells of a table, but no ordinary text as one', () => {
    const cells = {
      title: '["x"]',
      images: '["a.jpg", "b.jpg"]',
      features: '["soft", "warm"]',
      none: '[]',
      tags: 'new | red',
      Colour: 'red|blue',
      size: '1/2 in.|3/4 in.',
      broken: '["x"',
      mixed: '["x", 1]',
    };
    expect(itemOf(cells)).toMatchObject({ title: '["x"]', images: ['a.jpg', 'b.jpg'] });
    expect(itemOf(cells).attributes).toEqual({
      features: ['soft', 'warm'],
      tags: ['new', 'red'],
      Colour: ['red', 'blue'],
      size: '1/2 in.|3/4 in.',
      broken: '["x"',
      mixed: '["x", 1]',
    });
    expect(itemOf({ tags: 'new|red', features: '["soft"]' }, { typed: true }).attributes).toEqual({
      tags: 'new|red',
      features: '["soft"]',
    });
  });

  it('leaves out, and tells, what is no value', () => {
    expect(leftOutOf({ variants: [{ sku: 1 }], big: Number.POSITIVE_INFINITY })).toEqual([
      'variants is a list of objects',
      'big is too large to be a number',
    ]);
    const deep = JSON.parse('{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}');
    expect(leftOutOf(deep)).toEqual(['a.b.c.d.e.f is nested too deeply']);
  });

  it('cannot be made to touch the prototype of objects', () => {
    const item = itemOf(JSON.parse('{"__proto__": {"price": 1}, "constructor": "x"}'), { typed: true });
    expect({ ...item.attributes }).toEqual({ constructor: 'x' });
    expect(item).not.toHaveProperty('price');
  });

  it('drops what stores cannot keep', () => {
    expect(itemOf({ a: 'x\0y\ud800z' }).attributes).toEqual({ a: 'xy\ufffdz' });
  });
});
