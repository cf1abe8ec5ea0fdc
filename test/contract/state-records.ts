import { describe, expect, it } from 'vitest';
import type { Item } from '#src/domain/item';
import type { NewRecord, RecordStore } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';

/** Ids that a careless store would change, mix up or order wrongly; in the order of their code points. */
export const ODD_IDS = [
  ' ',
  ' 7',
  '"quoted"',
  '%_\\',
  "'; DROP TABLE records; --",
  '-7',
  '0',
  '00',
  '007',
  '1e3',
  '7',
  '7 ',
  'a/b c',
  'a\nb\tc',
  'A1',
  'a1',
  'null',
  'ß',
  'e\u0301',
  '\u00e9',
  '毛衣',
  '\uffee',
  '👗',
  '👩‍👩‍👧',
  'x'.repeat(500),
  '👗'.repeat(250),
].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

export function newRecord(id: string, hash = 'h1', more: Partial<Item> = {}): NewRecord {
  return { item: { id, title: `Title of ${id}`, kind: 'product', attributes: {}, ...more }, pictures: [], hash };
}

export function describeRecordStore(store: () => RecordStore): void {
  describe('records', () => {
    it('are created, then unchanged or changed, by their hash', async () => {
      const catalog = newCatalog();
      expect(await store().put(catalog, [newRecord('a'), newRecord('b')])).toEqual([
        { outcome: 'created', sequence: 1 },
        { outcome: 'created', sequence: 2 },
      ]);
      expect(await store().put(catalog, [newRecord('b', 'h2'), newRecord('a'), newRecord('c')])).toEqual([
        { outcome: 'changed', sequence: 3 },
        { outcome: 'unchanged', sequence: 1 },
        { outcome: 'created', sequence: 4 },
      ]);
      expect(await store().lastSequence(catalog)).toBe(4);
      expect(await store().count(catalog)).toBe(3);
    });

    it('are found by the row they came from, until something else changes them', async () => {
      const catalog = newCatalog();
      const put = (id: string, hash: string, row?: string) =>
        store().put(catalog, [{ ...newRecord(id, hash), ...(row !== undefined && { row }) }]);
      const ids = (...rows: string[]) => store().idsOfRows(catalog, rows);
      expect(await ids('r1')).toEqual([undefined]);
      await store().put(catalog, [
        { ...newRecord('a'), row: 'r1' },
        { ...newRecord('b'), row: 'r2' },
        { ...newRecord('b', 'h2'), row: 'r3' },
        newRecord('c'),
      ]);
      expect(await ids('r3', 'r1', 'r2', 'r1', '')).toEqual(['b', 'a', undefined, 'a', undefined]);
      expect((await store().get(catalog, ['a']))[0]).not.toHaveProperty('row');
      expect(await store().idsOfRows(newCatalog(), ['r1'])).toEqual([undefined]);

      await put('a', 'h1');
      expect(await ids('r1'), 'unchanged by one without a row').toEqual(['a']);
      await put('a', 'h1', 'r4');
      expect(await ids('r1', 'r4'), 'unchanged by another row').toEqual([undefined, 'a']);
      await put('a', 'h2');
      expect(await ids('r4'), 'changed').toEqual([undefined]);
      await put('a', 'h1', 'r4');
      await store().delete(catalog, ['a']);
      expect(await ids('r4'), 'deleted').toEqual([undefined]);
      await put('a', 'h1');
      expect(await ids('r4'), 'created anew').toEqual([undefined]);
    });

    it('take the place of the change that they name, and of no other', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [newRecord('a'), newRecord('b'), newRecord('b', 'h2')]);
      const late = { ...newRecord('a', 'h2'), replaces: 1, row: 'r' };
      expect(await store().put(catalog, [late])).toEqual([{ outcome: 'changed', sequence: 3 }]);
      expect(await store().put(catalog, [{ ...newRecord('a', 'h3'), replaces: 1, row: 's' }])).toEqual([
        { outcome: 'unchanged', sequence: 3 },
      ]);
      expect(await store().idsOfRows(catalog, ['r', 's'])).toEqual(['a', undefined]);
      await store().delete(catalog, ['b']);
      expect((await store().put(catalog, [{ ...newRecord('b', 'h3'), replaces: 2 }]))[0]!.outcome).toBe('unchanged');
      expect((await store().put(catalog, [{ ...newRecord('c'), replaces: 1 }]))[0]!.outcome).toBe('unchanged');
      expect((await store().get(catalog, ['a', 'b', 'c'])).map((record) => [record?.hash, record?.deleted])).toEqual([
        ['h2', false],
        ['h2', true],
        [undefined, undefined],
      ]);
    });

    it('come back as they were put, whole', async () => {
      const catalog = newCatalog();
      const attributes = JSON.parse(
        '{"__proto__":"own","constructor":["a","b"],"Größe (cm)":41.5,"":"empty","on":true,"a.b":"dots"}',
      );
      const record: NewRecord = {
        item: {
          id: 'whole',
          title: 'Zero \u0000, half a pair \ud83d, quote " and \\ and \u2028',
          kind: 'product',
          description: 'long '.repeat(20_000),
          category: ['Shoes', 'Boots'],
          price: 0.1 + 0.2,
          stock: 0,
          images: ['a.jpg', 'https://example.org/b.jpg'],
          attributes,
        },
        pictures: [
          { number: 0, path: '/shop/a b/ä.jpg', signature: '10234:1700000000000' },
          { number: 2, path: '/shop/c.png', signature: '1:2' },
        ],
        hash: 'f'.repeat(64),
      };
      await store().put(catalog, [record]);
      expect(await store().get(catalog, ['whole'])).toEqual([{ ...record, sequence: 1, deleted: false }]);
    });

    it('do not change with what the caller holds', async () => {
      const catalog = newCatalog();
      const attributes: Record<string, string> = { colour: 'red' };
      await store().put(catalog, [newRecord('a', 'h1', { attributes })]);
      attributes.colour = 'blue';
      expect((await store().get(catalog, ['a']))[0]!.item.attributes).toEqual({ colour: 'red' });
    });

    it('are given in the order asked, with repeats, and nothing for unknown ids', async () => {
      const catalog = newCatalog();
      await store().put(
        catalog,
        ['a', 'b', 'c'].map((id) => newRecord(id)),
      );
      const got = await store().get(catalog, ['c', 'nobody', 'a', 'c']);
      expect(got.map((record) => record?.item.id)).toEqual(['c', undefined, 'a', 'c']);
      expect(await store().get(newCatalog(), ['a'])).toEqual([undefined]);
    });

    it('may be none at all', async () => {
      const catalog = newCatalog();
      expect(await store().put(catalog, [])).toEqual([]);
      expect(await store().delete(catalog, [])).toEqual([]);
      expect(await store().get(catalog, [])).toEqual([]);
      expect([await store().count(catalog), await store().lastSequence(catalog)]).toEqual([0, 0]);
      expect(await store().changesAfter(catalog, 0, 10)).toEqual([]);
    });

    it('of one id in one call: the last wins, at its place, and all get its outcome', async () => {
      const catalog = newCatalog();
      const batch = [newRecord('a', 'h1'), newRecord('b'), newRecord('a', 'h2', { title: 'Second' })];
      expect(await store().put(catalog, batch)).toEqual([
        { outcome: 'created', sequence: 2 },
        { outcome: 'created', sequence: 1 },
        { outcome: 'created', sequence: 2 },
      ]);
      expect((await store().get(catalog, ['a']))[0]).toMatchObject({ hash: 'h2', item: { title: 'Second' } });
      const back = [newRecord('a', 'h3'), newRecord('a', 'h2')];
      expect((await store().put(catalog, back)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
      expect(await store().lastSequence(catalog)).toBe(2);
      expect(await store().count(catalog)).toBe(2);
    });

    it('may have any id', async () => {
      const catalog = newCatalog();
      const outcomes = await store().put(
        catalog,
        ODD_IDS.map((id) => newRecord(id, `hash of ${id}`)),
      );
      expect(outcomes).toEqual(ODD_IDS.map((_, index) => ({ outcome: 'created', sequence: index + 1 })));
      const got = await store().get(catalog, ODD_IDS);
      expect(got.map((record) => [record?.item.id, record?.hash])).toEqual(ODD_IDS.map((id) => [id, `hash of ${id}`]));
      expect(await store().get(catalog, ['07', '0.0', 'Null', ''])).toEqual(Array(4).fill(undefined));
      expect(await store().delete(catalog, ODD_IDS)).toEqual(ODD_IDS.map(() => true));
      expect(await store().count(catalog)).toBe(0);
    });

    it('of catalogs do not see each other', async () => {
      const [one, other] = [newCatalog(), `${newCatalog()}' ÄÖ "👗"`];
      await store().put(one, [newRecord('a'), newRecord('b')]);
      expect(await store().put(other, [newRecord('a', 'h9')])).toEqual([{ outcome: 'created', sequence: 1 }]);
      await store().delete(one, ['a']);
      expect([await store().count(one), await store().count(other)]).toEqual([1, 1]);
      expect([await store().lastSequence(one), await store().lastSequence(other)]).toEqual([3, 1]);
      expect((await store().changesAfter(other, 0, 10)).map(({ hash, deleted }) => [hash, deleted])).toEqual([
        ['h9', false],
      ]);
      expect(await store().delete(other, ['b'])).toEqual([false]);
    });

    it('come in thousands', async () => {
      const catalog = newCatalog();
      const ids = Array.from({ length: 3_000 }, (_, index) => `item ${index}`);
      await store().put(
        catalog,
        ids.map((id) => newRecord(id)),
      );
      expect((await store().get(catalog, ids)).map((record) => record?.item.id)).toEqual(ids);
      expect(await store().count(catalog)).toBe(3_000);
      expect((await store().changesAfter(catalog, 0, 5_000)).map(({ item }) => item.id)).toEqual(ids);
    });
  });

  describe('deleted records', () => {
    it('keep their last content, are counted out, and say once that there was something', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [newRecord('a'), newRecord('b')]);
      expect(await store().delete(catalog, ['nobody', 'a', 'a'])).toEqual([false, true, true]);
      expect(await store().delete(catalog, ['a'])).toEqual([false]);
      expect((await store().get(catalog, ['a']))[0]).toEqual({ ...newRecord('a'), sequence: 3, deleted: true });
      expect([await store().count(catalog), await store().lastSequence(catalog)]).toEqual([1, 3]);
    });

    it('are created again by a put, also with an equal hash', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [newRecord('a')]);
      await store().delete(catalog, ['a']);
      expect(await store().put(catalog, [newRecord('a')])).toEqual([{ outcome: 'created', sequence: 3 }]);
      expect((await store().get(catalog, ['a']))[0]).toMatchObject({ deleted: false, sequence: 3 });
      expect(await store().count(catalog)).toBe(1);
      expect(await store().delete(catalog, ['a'])).toEqual([true]);
    });

    it('of a catalog that is not there are none', async () => {
      const catalog = newCatalog();
      expect(await store().delete(catalog, ['a', 'b'])).toEqual([false, false]);
      expect(await store().lastSequence(catalog)).toBe(0);
    });
  });

  describe('changes', () => {
    it('are each record at the place of its last change, oldest first, deletions among them', async () => {
      const catalog = newCatalog();
      await store().put(
        catalog,
        ['a', 'b', 'c', 'd'].map((id) => newRecord(id)),
      );
      await store().put(catalog, [newRecord('b', 'h2')]);
      await store().delete(catalog, ['d', 'a']);
      const seen = (await store().changesAfter(catalog, 0, 100)).map(({ item, sequence, deleted }) => [
        sequence,
        item.id,
        deleted,
      ]);
      expect(seen).toEqual([
        [3, 'c', false],
        [5, 'b', false],
        [6, 'd', true],
        [7, 'a', true],
      ]);
    });

    it('come in pages', async () => {
      const catalog = newCatalog();
      await store().put(
        catalog,
        ['a', 'b', 'c'].map((id) => newRecord(id)),
      );
      const page = async (after: number, limit: number) =>
        (await store().changesAfter(catalog, after, limit)).map(({ sequence }) => sequence);
      expect(await page(0, 2)).toEqual([1, 2]);
      expect(await page(2, 2)).toEqual([3]);
      expect(await page(3, 2)).toEqual([]);
      expect(await page(99, 2)).toEqual([]);
      expect(await page(0, 0)).toEqual([]);
    });
  });
}
