import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemPoint, pictureOf, picturePoint } from '#src/adapters/qdrant/ids';
import { existenceMarks, fieldMarks, fieldPath, readMark, valuesByField } from '#src/adapters/qdrant/keys';
import { aliasName, collectionNames, vectorName } from '#src/adapters/qdrant/names';
import { foldValue } from '#src/domain/field-value';

const UUID_5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

const someName = fc.oneof(fc.string({ maxLength: 300 }), fc.constantFrom('😀', 'größe', 'gro\u0308ße', '靴', '\0'));

describe('points', () => {
  it('are the same for an id in every process and version', () => {
    expect(itemPoint('007')).toBe('cd84f3df-51af-57e2-b334-fc984d1e0000');
    expect(picturePoint(itemPoint('007'), 1)).toBe('cd84f3df-51af-57e2-b334-fc984d1e0002');
  });

  it('are UUIDs of version 5, different for different ids, that know item and number of a picture', () => {
    fc.assert(
      fc.property(someName, someName, fc.nat(65_534), (id, other, number) => {
        const point = itemPoint(id);
        expect(point).toMatch(UUID_5);
        expect(itemPoint(other) === point).toBe(id === other);
        const picture = picturePoint(point, number);
        expect(picture).toMatch(UUID_5);
        expect(picture).not.toBe(point);
        expect(pictureOf(picture)).toEqual({ item: point, number });
      }),
    );
  });
});

describe('names', () => {
  it('are such as Qdrant takes, whatever the catalog is called', () => {
    fc.assert(
      fc.property(someName, (catalog) => {
        const names = [...Object.values(collectionNames('vitrine', catalog, 'g1')), aliasName('vitrine', catalog)];
        for (const name of names) expect(name).toMatch(/^[a-z0-9_-]{1,120}$/u);
      }),
    );
  });

  it('tell catalogs and generations apart', () => {
    const pairs = [
      ['a', 'b'],
      ['A', 'b'],
      ['a b', ''],
      ['a', 'b '],
      ['ab', ''],
      ['größe', 'g'],
      ['gro\u0308ße', 'g'],
    ] as const;
    const items = pairs.map(([catalog, id]) => collectionNames('vitrine', catalog, id).items);
    expect(new Set(items).size).toBe(pairs.length);
  });

  it('give every space a name of its own', () => {
    const spaces = ['text', 'Text', 'text:1', 'text/1', 'lexical', '靴', ''];
    expect(new Set(spaces.map(vectorName)).size).toBe(spaces.length);
    for (const space of spaces) expect(vectorName(space)).toMatch(/^space_[\w-]+$/u);
  });
});

describe('fields', () => {
  it('keep quotes and backslashes out of paths', () => {
    expect(fieldPath('numbers', 'a "b" c\\d 50%')).toBe('numbers."a %22b%22 c%5Cd 50%25"');
  });

  it('are marked so that counts of marks are counts of items, values and texts', () => {
    const items = [['Red'], ['red', 'RED', 'blue'], ['7'], ['7', 'x', '8'], ['9']];
    const totals = { items: 0, values: 0, texts: 0 };
    for (const texts of items) {
      const values = texts.map((text) => ({ field: 'x:1,2', text, ...(/\d/u.test(text) && { number: Number(text) }) }));
      const marks = fieldMarks('x:1,2', valuesByField(values).get('x:1,2')!);
      expect(marks.filter((mark) => existenceMarks('x:1,2').includes(mark))).toHaveLength(1);
      for (const { field, ...own } of marks.map(readMark)) {
        expect(field).toBe('x:1,2');
        totals.items += own.items;
        totals.values += own.values;
        totals.texts += own.texts;
      }
    }
    const values = items.flatMap((texts) => [...new Set(texts.map(foldValue))]);
    expect(totals).toEqual({
      items: 5,
      values: values.length,
      texts: values.filter((text) => !/\d/u.test(text)).length,
    });
  });
});
