import { describe, expect, it } from 'vitest';
import { checkEventOptions, findEventColumns } from '#indexers/events/columns';
import { createEventReader } from '#indexers/events/read-event';
import { ODD_IDS } from '#test/contract/state-records';

const NOW = Date.UTC(2026, 0, 1);
const reader = (columns: Record<string, string> = {}, set: Record<string, string> = {}, timeIsOptional = false) => {
  const own = Object.fromEntries(
    ['id', 'user', 'session', 'item', 'type', 'at', 'value', 'queryId', 'position'].map((one) => [one, one]),
  );
  return createEventReader({ columns: { ...own, ...columns }, set, now: () => NOW, timeIsOptional });
};
const row = { user: 'ann', item: 'lamp', type: 'view', at: '2024-05-01T10:00:00Z' };
const eventOf = (values: Record<string, unknown>, read = reader()) => {
  const result = read(values);
  if ('fault' in result) throw new Error(result.fault.reason);
  return result.event;
};
const reasonOf = (values: Record<string, unknown>, read = reader()) => {
  const result = read(values);
  return 'fault' in result ? result.fault.reason : undefined;
};

describe('reading an event', () => {
  it.each([
    ['2024-05-01', Date.UTC(2024, 4, 1)],
    ['2024-05-01 10:20:30', Date.UTC(2024, 4, 1, 10, 20, 30)],
    ['2024-05-01T10:20:30.456+02:00', Date.UTC(2024, 4, 1, 8, 20, 30, 456)],
    ['20240501', Date.UTC(2024, 4, 1)],
    ['01.05.2024', Date.UTC(2024, 4, 1)],
    [1_714_551_630, Date.UTC(2024, 4, 1, 8, 20, 30)],
    ['1714551630', Date.UTC(2024, 4, 1, 8, 20, 30)],
    [1_714_551_630_456, Date.UTC(2024, 4, 1, 8, 20, 30, 456)],
    ['881250949', Date.UTC(1997, 11, 4, 15, 55, 49)],
  ])('takes the time %s', (at, expected) => expect(eventOf({ ...row, at }).at).toBe(expected));

  it('takes types in the words of other systems', () => {
    const types = ['addToCart', 'Add to cart', 'transaction', 'page_view', 'RATING', 'wishlist', 'click'];
    expect(types.map((type) => eventOf({ ...row, type, value: 3 }).type)).toEqual([
      'cart',
      'cart',
      'purchase',
      'view',
      'rating',
      'like',
      'click',
    ]);
  });

  it('keeps ids as they are, and writes numbers out', () => {
    for (const id of ODD_IDS.filter((one) => one.trim() !== ''))
      expect(eventOf({ ...row, id, user: id, item: id, session: id })).toMatchObject({
        id,
        user: id,
        item: id,
        session: id,
      });
    expect(eventOf({ ...row, user: 7, item: 42 })).toMatchObject({ user: '7', item: '42' });
  });

  it.each([
    ['item is missing', { item: ' ' }],
    ['type is missing', { type: undefined }],
    ['type is unknown', { type: 'looked' }],
    ['at is missing', { at: '' }],
    ['at is not a time', { at: 'yesterday' }],
    ['at is not a time', { at: '03/04/2024' }],
    ['at is in the future', { at: '2026-01-02' }],
    ['at is before 1990', { at: '1970-01-01' }],
    ['neither user nor session', { user: null }],
    ['value is not a number', { value: 'many' }],
    ['a rating has no value', { type: 'rating', value: 'NaN' }],
    ['value of rating must be from 0 to 100', { type: 'rating', value: '-1' }],
    ['position must be a whole number from 1 to 1000000', { position: '0' }],
    ['item is not a text', { item: ['a', 'b'] }],
    ['user is longer than 500 characters', { user: 'x'.repeat(501) }],
    ['id holds characters that cannot be stored', { id: 'a\0b' }],
  ])('refuses a row: %s', (reason, change) => expect(reasonOf({ ...row, ...change })).toBe(reason));

  it('gives equal rows of one source different ids, and the same ones again in the next reading', () => {
    const rows = [row, { ...row, item: 'sofa' }, row, row];
    const ids = (read = reader()) => rows.map((one) => eventOf(one, read).id);
    expect(new Set(ids()).size).toBe(4);
    expect(ids()).toEqual(ids());
    expect(eventOf({ ...row, id: 'given' }).id).toBe('given');
  });

  it('gives what comes without a time the time now and an id of its own, where that may be', () => {
    const read = reader({}, {}, true);
    const { at: _, ...timeless } = row;
    const [one, other] = [eventOf(timeless, read), eventOf(timeless, read)];
    expect([one.at, other.at]).toEqual([NOW, NOW]);
    expect(one.id).not.toBe(other.id);
  });

  it('reaches into nested JSON, and gives every event what is set', () => {
    const read = reader({ user: 'who.id', item: 'what' }, { type: 'purchase' });
    expect(eventOf({ who: { id: 'eve' }, what: 'x', type: 'view', at: row.at }, read)).toMatchObject({
      user: 'eve',
      item: 'x',
      type: 'purchase',
    });
    expect(reasonOf({ who: 'eve', what: 'x', at: row.at }, read)).toBe('neither user nor session');
  });
});

describe('the columns of events', () => {
  const find = (present: string[], more: Partial<Parameters<typeof findEventColumns>[1]> = {}) =>
    findEventColumns(present, { map: {}, set: {}, name: 'events.csv', sameColumns: true, ...more });

  it('are those of their names, then those of usual names, with a note', () => {
    const { columns, notice } = find(['date', 'user_id', 'article_id', 'price', 'type', 'event']);
    expect(columns).toEqual({ user: 'user_id', item: 'article_id', type: 'type', at: 'date' });
    expect(notice).toContain('"article_id" → item');
    expect(find(['user', 'item', 'type', 'at']).notice).toBeUndefined();
    expect(find(['user_id:token', 'item_id:token', 'timestamp:float'], { set: { type: 'rating' } }).columns).toEqual({
      user: 'user_id:token',
      item: 'item_id:token',
      at: 'timestamp:float',
    });
  });
  it('are what --map says before anything else', () => {
    const { columns } = find(['user', 'who', 'item', 'type', 'at'], { map: { user: 'who' } });
    expect(columns.user).toBe('who');
  });
  it('that are missing are told before anything is read', () => {
    expect(() => find(['user', 'item', 'at'])).toThrow(/no column for "type".*--set type=purchase/u);
    expect(() => find(['item', 'type', 'at'])).toThrow('no column for "user" or "session"');
    expect(() => find(['user', 'item', 'type', 'at'], { map: { user: 'usr' } })).toThrow('no column "usr"');
    expect(() => checkEventOptions({ colour: 'x' }, {})).toThrow('no "colour"');
    expect(() => checkEventOptions({}, { type: 'looked' })).toThrow('--set type=looked');
  });
});
