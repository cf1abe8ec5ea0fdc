import { describe, expect, it } from 'vitest';
import { createNormaliser } from '#indexers/normalise';

const options = { map: {}, set: {}, typed: false };

/** The item of a row with `id` and `title` unless it has its own. */
function itemOf(row: Record<string, unknown>, more: Partial<typeof options> = {}) {
  const normalised = createNormaliser({ ...options, ...more })({ id: '1', title: 't', ...row });
  if (!('item' in normalised)) throw new Error(JSON.stringify(normalised));
  return normalised.item;
}

function leftOutOf(row: Record<string, unknown>, typed = true) {
  const normalised = createNormaliser({ ...options, typed })({ id: '1', title: 't', ...row });
  return 'item' in normalised ? normalised.leftOut.map(({ reason }) => reason) : undefined;
}

function faultOf(row: Record<string, unknown>, typed = true) {
  const normalised = createNormaliser({ ...options, typed })(row);
  return 'fault' in normalised ? normalised.fault : undefined;
}

it('an item that comes back as it was shown does not bring what was generated for it', () => {
  const generated = { attributes: { colour: 'red' }, synonyms: ['light'], altText: 'A lamp.', by: 'imported' };
  expect(itemOf({ generated, size: 'L' }, { typed: true }).attributes).toEqual({ size: 'L' });
  expect(itemOf({ generated: 'by hand' }).attributes).toEqual({ generated: 'by hand' });
  expect(itemOf({ generated: { by: 'hand' } }, { typed: true }).attributes).toEqual({ 'generated.by': 'hand' });
});

describe('mapping', () => {
  it('takes columns under their own names, all others as attributes', () => {
    expect(itemOf({ price: '12.99', colour: 'red', size: '42' })).toEqual({
      id: '1',
      title: 't',
      kind: 'product',
      price: 12.99,
      attributes: { colour: 'red', size: 42 },
    });
  });

  it('takes fields from the columns that the mapping names, and does not keep those twice', () => {
    const item = itemOf(
      { title: 'unused', name: 'Sock', make: 'Acme' },
      { map: { title: 'name', brand: 'make', maker: 'make' } as never },
    );
    expect(item).toMatchObject({ title: 'Sock', brand: 'Acme', attributes: { maker: 'Acme' } });
    expect(item.attributes).not.toHaveProperty('name');
  });

  it('sets values over what the row has', () => {
    expect(
      itemOf({ currency: 'USD' }, { set: { currency: 'eur', season: 'summer', year: '2024' } as never }),
    ).toMatchObject({
      currency: 'EUR',
      attributes: { season: 'summer', year: 2024 },
    });
  });

  it('reaches into nested JSON by dots', () => {
    const item = itemOf(
      { vendor: { name: 'Acme', city: 'Ulm' } },
      { map: { brand: 'vendor.name' } as never, typed: true },
    );
    expect(item).toMatchObject({ brand: 'Acme', attributes: { 'vendor.city': 'Ulm' } });
  });
});

describe('ids', () => {
  it.each(['0', '007', ' 7', 'a/b c', '"quoted"', '🧦', 'x'.repeat(500)])('keeps %j as it is', (id) => {
    expect(itemOf({ id }).id).toBe(id);
  });

  it('writes out numbers of JSON', () => {
    expect([0, 7, 9007199254740991, 1.5].map((id) => itemOf({ id }, { typed: true }).id)).toEqual([
      '0',
      '7',
      '9007199254740991',
      '1.5',
    ]);
  });

  it.each([
    [{ title: 't' }, 'id is missing'],
    [{ id: '  ', title: 't' }, 'id is missing'],
    [{ id: null, title: 't' }, 'id is missing'],
    [{ id: 2 ** 60, title: 't' }, 'id is a number too large to be exact: write it as text'],
    [{ id: ['1'], title: 't' }, 'id is not a text'],
    [{ id: 'x'.repeat(501), title: 't' }, 'id is longer than 500 characters'],
    [{ id: 'a\0b', title: 't' }, 'id holds characters that cannot be stored'],
  ])('refuses %j', (row, reason) => expect(faultOf(row)?.reason).toBe(reason));
});

describe('fields', () => {
  it.each([
    [{ id: '1' }, 'title is missing', '"1"'],
    [{ id: '1', title: ' ' }, 'title is missing', '"1"'],
    [{ id: '1', title: 't', price: 'abc' }, 'price is not a number', '"abc"'],
    [{ id: '1', title: 't', price: -1 }, 'price is negative', '-1'],
    [{ id: '1', title: 't', price: Number('1e309') }, 'price is too large to be a number', 'Infinity'],
  ])('refuses %j', (row, reason, detail) => expect(faultOf(row)).toEqual({ reason, detail }));

  it('reads what a feed says in its own forms', () => {
    expect(
      itemOf({
        title: ' Black &amp; white ',
        description: '<p>Soft.</p><p>Warm.</p>',
        brand: 'N/A',
        category: 'Shoes>Boots >  Winter',
        price: '1.299,00 €',
        images: 'a.jpg|b.jpg',
        availability: 'https://schema.org/InStock',
        stock: '1,000',
        rating: '4,5',
        gtin: '0088442058803, 0088442058804',
        createdAt: '31.12.2024',
      }),
    ).toEqual({
      id: '1',
      title: 'Black & white',
      kind: 'product',
      description: 'Soft.\nWarm.',
      category: ['Shoes', 'Boots', 'Winter'],
      price: 1299,
      currency: 'EUR',
      images: ['a.jpg', 'b.jpg'],
      availability: 'in_stock',
      stock: 1000,
      rating: 4.5,
      gtin: ['0088442058803', '0088442058804'],
      createdAt: '2024-12-31T00:00:00.000Z',
      attributes: {},
    });
  });

  it('reads the shapes of JSON', () => {
    expect(
      itemOf(
        {
          brand: { name: 'Acme' },
          category: ['Shoes', 'Boots'],
          images: [{ src: 'a.jpg' }, 'b.jpg', 'b.jpg'],
          gtin: 88442058803,
          availability: true,
        },
        { typed: true },
      ),
    ).toMatchObject({
      brand: 'Acme',
      category: ['Shoes', 'Boots'],
      images: ['a.jpg', 'b.jpg'],
      gtin: ['88442058803'],
      availability: 'in_stock',
    });
  });

  it.each([
    ['Home &gt; Kitchen', ['Home', 'Kitchen']],
    ['<b>Home</b> > Kitchen', ['Home', 'Kitchen']],
    ['Home » Kitchen › Mugs', ['Home', 'Kitchen', 'Mugs']],
    ['Home|Kitchen', ['Home', 'Kitchen']],
    ['Hats / Caps', ['Hats / Caps']],
  ])('divides the category %j', (category, path) => expect(itemOf({ category }).category).toEqual(path));

  it.each([
    ['Auf Lager', 'in_stock'],
    ['sofort lieferbar', 'in_stock'],
    ['Nicht verfügbar', 'out_of_stock'],
    ['nicht verfu\u0308gbar', 'out_of_stock'],
    ['vorbestellbar', 'preorder'],
    ['有货', 'in_stock'],
  ])('knows the availability %j', (word, availability) =>
    expect(itemOf({ availability: word }).availability).toBe(availability),
  );

  it('lets the currency of its own column count', () => {
    expect(itemOf({ price: '5 USD', currency: 'CAD' }).currency).toBe('CAD');
    expect(itemOf({ currency: 'CAD', price: '5 USD' }).currency).toBe('CAD');
  });

  it.each([
    [{ amount: 12.99, currency: 'eur' }],
    [{ value: '12,99', currency: 'EUR' }],
    [{ amount: '12.99', currencyCode: 'EUR' }],
    [{ amount: '12.99', currency_code: 'EUR' }],
    [{ value: '12.99 EUR' }],
  ])('reads the price %j', (price) => {
    const { attributes, ...item } = itemOf({ price, listPrice: price, compareAtPrice: price }, { typed: true });
    expect(item).toMatchObject({ price: 12.99, currency: 'EUR' });
    expect(attributes).toEqual({ listPrice: 12.99, compareAtPrice: 12.99 });
  });

  it('takes no other object for a price, and an empty one for none', () => {
    expect(faultOf({ id: '1', title: 't', price: { net: 5 } })?.reason).toBe('price is not a number');
    expect(faultOf({ id: '1', title: 't', price: { amount: { value: 5 } } })?.reason).toBe('price is not a number');
    expect(itemOf({ price: { amount: null, currency: 'EUR' } }, { typed: true })).not.toHaveProperty('price');
    expect(itemOf({ listPrice: { net: 5 } }, { typed: true }).attributes).toEqual({ 'listPrice.net': 5 });
  });

  it.each([
    ['29.99', 29.99],
    ['1299.00 EUR', 1299],
    [30, 30],
  ])('takes the list price %j for a number, whether the source is typed or not', (listPrice, number) => {
    for (const typed of [true, false])
      expect(itemOf({ listPrice }, { typed }).attributes).toEqual({ listPrice: number });
    expect(leftOutOf({ listPrice: 'on request' })).toEqual(['listPrice is not a number']);
  });

  it.each([
    ['price_cents', '1299'],
    ['priceCents', 1299],
    ['price_in_cents', { amount: 1299 }],
    ['price_cents', '1299 ct'],
  ])('reads hundredths from %s (%j)', (column, value) => {
    const map = { price: column, listPrice: column } as never;
    const item = itemOf({ [column]: value }, { map, typed: true });
    expect(item).toMatchObject({ price: 12.99, attributes: { listPrice: 12.99 } });
  });

  it.each([
    ['4.5/5', 4.5],
    ['9 / 10', 4.5],
    ['4,5/5', 4.5],
    ['87/100', 4.35],
    ['87', 87],
  ])('reads the rating %j', (rating, stars) => expect(itemOf({ rating }).rating).toBe(stars));

  it.each(['6/5', '1/0', '1/2/5', 'x/5'])('does not read the rating %j', (rating) => {
    expect(leftOutOf({ rating })).toEqual(['rating is not a number']);
  });

  it.each(['', '-', 'N/A', 'null', ' nan '])('takes %j for a missing price', (price) => {
    expect(itemOf({ price })).not.toHaveProperty('price');
  });

  it('leaves out, and tells, what it cannot read of the others', () => {
    const row = {
      rating: 'PG-13',
      stock: 'many',
      availability: 'maybe',
      createdAt: '03/04/2024',
      currency: 'dollars',
      gtin: '8,8E+12',
    };
    expect(leftOutOf(row)).toEqual([
      'rating is not a number',
      'stock is not a number',
      'availability is none of in_stock, out_of_stock, preorder',
      'createdAt is not a date (as 2024-12-31)',
      'currency is no currency (three letters as in ISO 4217)',
      'gtin has lost digits in a spreadsheet',
    ]);
  });
});

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

describe('the dates of a sale', () => {
  const row = { id: '1', title: 't', price: '12 EUR', listPrice: '15 EUR' };
  const at = (time: string | undefined, more: Record<string, string>) => {
    const now = time === undefined ? undefined : Date.parse(time);
    const normalised = createNormaliser({ ...options, now })({ ...row, ...more });
    return 'item' in normalised ? normalised : undefined;
  };
  const sale = { saleStarts: '2024-11-29', saleEnds: '2024-12-01' };
  const shown = { saleStarts: '2024-11-29T00:00:00.000Z', saleEnds: '2024-12-01T23:59:59.999Z' };

  it.each(['2024-11-29T00:00:00Z', '2024-12-01T23:59:59Z', undefined])('let its price count at %s', (time) => {
    expect(at(time, sale)?.item).toMatchObject({ price: 12, attributes: { listPrice: 15, ...shown } });
  });

  it.each(['2024-11-28T23:59:59Z', '2024-12-02T00:00:00Z'])('let the regular price count at %s', (time) => {
    const item = at(time, sale)?.item;
    expect(item).toMatchObject({ price: 15, currency: 'EUR' });
    expect(item?.attributes).toEqual(shown);
  });

  it('may be of one side only, with a time and a zone', () => {
    const priceAt = (time: string, more: Record<string, string>) => at(time, more)?.item.price;
    expect(priceAt('2024-12-01T20:29:00Z', { saleEnds: '2024-12-01T15:30-0500' })).toBe(12);
    expect(priceAt('2024-12-01T20:31:00Z', { saleEnds: '2024-12-01T15:30-0500' })).toBe(15);
    expect(priceAt('2024-11-28T00:00:00Z', { saleStarts: '29.11.2024' })).toBe(15);
    expect(priceAt('2030-01-01T00:00:00Z', { saleStarts: '29.11.2024' })).toBe(12);
    expect(priceAt('2030-01-01T00:00:00Z', {})).toBe(12);
  });

  it.each(['2024-12-13', '13.12.2024', '13-12-2024', '13 Dec 2024', 'Dec 13, 2024', '20241213'])(
    'mean the whole of the day %s',
    (saleEnds) => {
      expect(at('2024-12-13T23:00:00Z', { saleEnds })?.item.price).toBe(12);
      expect(at('2024-12-14T00:00:00Z', { saleEnds })?.item.price).toBe(15);
    },
  );

  it('are told when they cannot be read, and leave the price', () => {
    const normalised = at('2030-01-01T00:00:00Z', { saleEnds: 'soon' });
    expect(normalised?.item.price).toBe(12);
    expect(normalised?.leftOut.map(({ reason }) => reason)).toEqual(['saleEnds is not a date (as 2024-12-31)']);
  });
});
