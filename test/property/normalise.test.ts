import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNormaliser } from '#indexers/normalise';
import { createRecord } from '#indexers/record';
import { fieldValues } from '#src/domain/field-value';
import { AVAILABILITIES, ITEM_FIELDS } from '#src/domain/item';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
  fc.constantFrom('1.299,00 €', '-', 'in stock', '<p>x</p>', '2024-01-01'),
);
const keys = fc.oneof(fc.constantFrom(...ITEM_FIELDS, 'colour', '__proto__', 'constructor', ''), fc.string());
const rows = fc.array(fc.tuple(keys, anything), { maxLength: 12 }).map((pairs) => Object.fromEntries(pairs));

it('makes of any row an item that is valid, or says why not', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (row, typed) => {
      const normalised = createNormaliser({ map: {}, set: {}, typed })(row);
      if ('fault' in normalised) {
        expect(normalised.fault.reason).toMatch(/^(?:id|title|price) /u);
        return;
      }
      if ('gone' in normalised) return;
      const { item } = normalised;
      expect(item.id.trim()).not.toBe('');
      expect(item.title).toBe(item.title.trim());
      expect(item.title).not.toBe('');
      if (item.price !== undefined) expect(item.price).toBeGreaterThanOrEqual(0);
      for (const number of [item.price, item.stock, item.rating]) expect(Number.isFinite(number ?? 0)).toBe(true);
      if (item.currency !== undefined) expect(item.currency).toMatch(/^[A-Z]{3}$/u);
      if (item.availability !== undefined) expect(AVAILABILITIES).toContain(item.availability);
      if (item.createdAt !== undefined) expect(new Date(item.createdAt).toISOString()).toBe(item.createdAt);
      for (const name of Object.keys(item.attributes)) expect(ITEM_FIELDS).not.toContain(name);
      for (const { number } of fieldValues(item)) expect(Number.isNaN(number ?? 0)).toBe(false);
      expect(JSON.stringify(item)).not.toMatch(/\\u0000|\\ud[89a-f]/u);
      expect(JSON.parse(JSON.stringify(item))).toEqual(
        JSON.parse(JSON.stringify({ ...item, attributes: { ...item.attributes } })),
      );
    }),
    { numRuns: 500 },
  );
});

it('reads values that are full of blanks as those without', () => {
  // Long enough that a pattern which tries the blanks again from each of them never comes to its end.
  const blanks = fc.constantFrom(' ', '\t', ' \n').map((blank) => blank.repeat(100_000));
  const itemOf = (row: Readonly<Record<string, unknown>>) =>
    createNormaliser({ map: {}, set: {}, typed: false })({ id: '1', title: 't', ...row });
  fc.assert(
    fc.property(blanks, (padding) => {
      const parts = (...values: string[]) => values.join(padding);
      expect(itemOf({ category: parts('a', '>', 'b', '') })).toEqual(itemOf({ category: 'a>b' }));
      expect(itemOf({ images: parts('a.png', '|', 'b.png', '') })).toMatchObject({
        item: { images: ['a.png', 'b.png'] },
      });
      expect(itemOf({ price: parts('1', '2', 'x') })).toHaveProperty('fault');
      expect(itemOf({ stock: parts('1', '2', '') })).toMatchObject({ item: { stock: 12 } });
    }),
    { numRuns: 3 },
  );
});

it('gives one hash to one item, whatever the order of its columns', () => {
  const row = fc.dictionary(fc.constantFrom('colour', 'size', 'brand', 'price', 'stock'), fc.integer({ min: 0 }), {
    minKeys: 2,
  });
  fc.assert(
    fc.property(row, (values) => {
      const hashOf = (entries: [string, unknown][]) => {
        const normalised = createNormaliser({ map: {}, set: {}, typed: true })({
          id: '1',
          title: 't',
          ...Object.fromEntries(entries),
        });
        return 'item' in normalised && createRecord(normalised.item, []).hash;
      };
      const entries = Object.entries(values);
      expect(hashOf(entries)).toBe(hashOf(entries.toReversed()));
      expect(hashOf(entries)).not.toBe(hashOf([...entries, ['extra', 1]]));
    }),
  );
});
