import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type ShopEvent } from '#src/domain/event';
import type { EventLog, EventRange } from '#src/ports/events';
import { newCatalog } from './new-catalog.ts';
import { ODD_IDS } from './state-records.ts';

/** A day in 2024, in milliseconds since 1970. */
export const DAY = Date.UTC(2024, 4, 1);
export const HOUR = 3_600_000;

let ids = 0;
export function newEvent(more: Partial<ShopEvent> = {}): ShopEvent {
  return { id: `e${++ids}`, user: 'ann', item: 'lamp', type: 'view', at: DAY + ids * 1_000, ...more };
}
/** An event that names nobody. */
export function unnamed(session: string, more: Partial<ShopEvent> = {}): ShopEvent {
  const { user: _, ...event } = newEvent({ session, ...more });
  return event;
}

export async function all<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

/** `logs` gives two connections to the same state, which may be one and the same. */
export function describeEventLog(logs: () => readonly [EventLog, EventLog]): void {
  const log = (): EventLog => logs()[0];
  const idsOf = async (catalog: string, range?: EventRange) =>
    (await all(log().read(catalog, range))).map(({ id }) => id);

  describe('events', () => {
    it('of a new catalog are none', async () => {
      const catalog = newCatalog();
      expect(await log().add(catalog, [])).toEqual([]);
      expect(await idsOf(catalog)).toEqual([]);
      expect(await log().newest(catalog, { user: 'ann', session: 's' }, { limit: 9 })).toEqual([]);
      expect(await log().counts(catalog)).toEqual({ events: 0, byType: {}, oldest: undefined, newest: undefined });
      expect(await log().version(catalog)).toBe(0);
    });

    it('come back whole, of every type, whatever their texts', async () => {
      const catalog = newCatalog();
      const events = [
        ...EVENT_TYPES.map((type, index) => newEvent({ type, value: index / 3 })),
        ...ODD_IDS.map((id) => newEvent({ id, user: id, session: id, item: id, queryId: id, position: 7 })),
        unnamed('only a session', { at: DAY - 20_000 * HOUR }),
        newEvent({ at: Date.UTC(1990, 0, 1) }),
      ];
      expect(await log().add(catalog, events)).toEqual(events.map(() => 'added'));
      expect(await all(log().read(catalog))).toEqual([...events].sort((a, b) => a.at - b.at));
      for (const id of ODD_IDS)
        expect((await log().newest(catalog, { user: id }, { limit: 2 })).map(({ item }) => item)).toEqual([id]);
    });

    it('are added once by id, within a call, over calls and whatever their time; equal ones under other ids are kept', async () => {
      const catalog = newCatalog();
      const first = newEvent({ user: 'bob' });
      const twin = { ...first, id: `${first.id} again` };
      expect(await log().add(catalog, [first, twin, { ...first, item: 'other' }])).toEqual(['added', 'added', 'known']);
      const later = { ...first, at: first.at + 500 * 24 * HOUR, user: 'eve', session: 's', type: 'purchase' as const };
      expect(await log().add(catalog, [newEvent({ user: 'bob' }), later])).toEqual(['added', 'known']);
      const there = await all(log().read(catalog));
      expect(there).toHaveLength(3);
      expect(there.slice(0, 2)).toEqual([first, twin]);
      expect(await log().counts(catalog)).toMatchObject({ events: 3, byType: { view: 3 } });
      expect(await log().newest(catalog, { session: 's' }, { limit: 9 })).toEqual([]);
    });

    it('of other catalogs with the same ids are apart', async () => {
      const [one, other] = [newCatalog(), newCatalog()];
      const event = newEvent();
      expect(await log().add(one, [event])).toEqual(['added']);
      expect(await log().add(other, [{ ...event, item: 'sofa' }])).toEqual(['added']);
      expect((await all(log().read(one)))[0]!.item).toBe('lamp');
      expect((await log().newest(other, { user: 'ann' }, { limit: 9 })).map(({ item }) => item)).toEqual(['sofa']);
    });

    it('are read in the order of time, equal times in the order of adding, over years and in ranges with both ends', async () => {
      const catalog = newCatalog();
      const years = Array.from({ length: 30 }, (_, index) => DAY - ((index * 7) % 30) * 100 * 24 * HOUR);
      const events = years.map((at, index) => newEvent({ id: `y${index}`, at }));
      await log().add(catalog, events.slice(0, 20));
      await logs()[1].add(catalog, events.slice(20));
      await log().add(catalog, [newEvent({ id: 'same 1', at: DAY }), newEvent({ id: 'same 0', at: DAY })]);
      const sorted = [...events].sort((a, b) => a.at - b.at).map(({ id }) => id);
      expect(await idsOf(catalog)).toEqual([...sorted, 'same 1', 'same 0']);
      const [from, to] = [events[5]!.at, events[2]!.at];
      const range = { from: Math.min(from, to), to: Math.max(from, to) };
      const inRange = events.filter(({ at }) => at >= range.from && at <= range.to).length;
      expect(await idsOf(catalog, range)).toHaveLength(inRange);
      expect(await idsOf(catalog, { from: DAY + 1 })).toEqual([]);
      expect(await idsOf(catalog, { to: Date.UTC(1999, 0, 1) })).toEqual([]);
    });

    it('are read whole when they are more than a batch, also when all have one time', async () => {
      const catalog = newCatalog();
      const events = Array.from({ length: 9_500 }, (_, index) =>
        newEvent({ id: `n${index}`, user: `u${index % 7}`, at: DAY, type: index % 100 === 0 ? 'purchase' : 'view' }),
      );
      for (let at = 0; at < events.length; at += 2_000) await log().add(catalog, events.slice(at, at + 2_000));
      expect(await idsOf(catalog)).toEqual(events.map(({ id }) => id));
      expect(await idsOf(catalog, { types: ['purchase'] })).toHaveLength(95);
      expect(await idsOf(catalog, { types: ['rating'] })).toEqual([]);
      expect(await log().counts(catalog)).toEqual({
        events: 9_500,
        byType: { purchase: 95, view: 9_405 },
        oldest: DAY,
        newest: DAY,
      });
    });

    it('of a shopper are the newest, the newest first, of the types asked for', async () => {
      const catalog = newCatalog();
      const events = Array.from({ length: 40 }, (_, index) =>
        newEvent({ at: DAY + ((index * 11) % 40) * HOUR * 300, type: index % 4 === 0 ? 'purchase' : 'view' }),
      );
      await log().add(catalog, [...events, newEvent({ user: 'bob', at: DAY + 1e9 }), newEvent({ user: 'an' })]);
      const newest = [...events].sort((a, b) => b.at - a.at);
      expect(await log().newest(catalog, { user: 'ann' }, { limit: 12 })).toEqual(newest.slice(0, 12));
      expect(await log().newest(catalog, { user: 'ann' }, { limit: 3, types: ['purchase', 'cart'] })).toEqual(
        newest.filter(({ type }) => type === 'purchase').slice(0, 3),
      );
      expect(await log().newest(catalog, { user: 'nobody' }, { limit: 5 })).toEqual([]);
      expect(await log().newest(catalog, {}, { limit: 5 })).toEqual([]);
    });

    it('count changes; what was known changes nothing', async () => {
      const catalog = newCatalog();
      const event = newEvent();
      await log().add(catalog, [event]);
      const version = await log().version(catalog);
      expect(version).toBeGreaterThan(0);
      await log().add(catalog, [event]);
      expect(await logs()[1].version(catalog)).toBe(version);
      await logs()[1].add(catalog, [newEvent()]);
      expect(await log().version(catalog)).toBeGreaterThan(version);
    });

    it('added by several at the same time are all there once', async () => {
      const catalog = newCatalog();
      const shared = Array.from({ length: 20 }, () => newEvent({ user: 'bob', session: 'shared' }));
      const calls = Array.from({ length: 24 }, (_, call) => {
        const own = Array.from({ length: 5 }, () => newEvent({ user: `u${call % 3}`, session: `s${call % 5}` }));
        const order = call % 2 === 0 ? shared : [...shared].reverse();
        return logs()[call % 2]!.add(catalog, [...own, ...order]);
      });
      const outcomes = (await Promise.all(calls)).flat();
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(24 * 5 + 20);
      expect((await log().counts(catalog)).events).toBe(24 * 5 + 20);
      expect(new Set(await idsOf(catalog)).size).toBe(24 * 5 + 20);
    });
  });

  describe('sessions', () => {
    const seen = async (catalog: string, shopper: { user?: string; session?: string }) =>
      (await log().newest(catalog, shopper, { limit: 99 })).map(({ item }) => item).reverse();

    it('that name nobody are found by themselves, and beside a user', async () => {
      const catalog = newCatalog();
      await log().add(catalog, [unnamed('s1', { item: 'a' }), newEvent({ item: 'b' }), unnamed('s2', { item: 'c' })]);
      expect(await seen(catalog, { session: 's1' })).toEqual(['a']);
      expect(await seen(catalog, { user: 'ann', session: 's1' })).toEqual(['a', 'b']);
      expect(await seen(catalog, { user: 'ann' })).toEqual(['b']);
    });

    it('become the user’s that they name: what was before, and what comes after', async () => {
      const catalog = newCatalog();
      await log().add(catalog, [unnamed('s1', { item: 'a' }), unnamed('other', { item: 'x' })]);
      await logs()[1].add(catalog, [unnamed('s1', { item: 'b' }), newEvent({ session: 's1', item: 'c' })]);
      await log().add(catalog, [unnamed('s1', { item: 'd' })]);
      expect(await seen(catalog, { user: 'ann' })).toEqual(['a', 'b', 'c', 'd']);
      expect(await seen(catalog, { session: 's1' })).toEqual(['a', 'b', 'c', 'd']);
      expect(await seen(catalog, { user: 'ann', session: 's1' })).toEqual(['a', 'b', 'c', 'd']);
      expect(await seen(catalog, { user: 'bob', session: 's1' })).toEqual([]);
      expect((await all(log().read(catalog))).map(({ user }) => user)).toEqual(['ann', undefined, 'ann', 'ann', 'ann']);
    });

    it('within one call become the user’s too', async () => {
      const catalog = newCatalog();
      await log().add(catalog, [
        unnamed('s1', { item: 'a' }),
        newEvent({ session: 's1', item: 'b' }),
        unnamed('s1', { item: 'c' }),
      ]);
      expect(await seen(catalog, { user: 'ann' })).toEqual(['a', 'b', 'c']);
    });

    it('that name two users are nobody’s from then on', async () => {
      const catalog = newCatalog();
      await log().add(catalog, [
        unnamed('till', { item: 'a' }),
        newEvent({ session: 'till', item: 'b' }),
        newEvent({ session: 'till', item: 'c', user: 'bob' }),
        unnamed('till', { item: 'd' }),
      ]);
      await log().add(catalog, [unnamed('till', { item: 'e' })]);
      expect(await seen(catalog, { user: 'ann' })).toEqual(['a', 'b']);
      expect(await seen(catalog, { user: 'bob' })).toEqual(['c']);
      expect(await seen(catalog, { session: 'till' })).toEqual(['d', 'e']);
      expect(await seen(catalog, { user: 'bob', session: 'till' })).toEqual(['c', 'd', 'e']);
    });
  });
}
