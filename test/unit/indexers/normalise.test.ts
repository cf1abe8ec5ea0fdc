import { describe, expect, it } from 'vitest';
import { faultOf, itemOf, leftOutOf } from '#test/support/normalised';

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
