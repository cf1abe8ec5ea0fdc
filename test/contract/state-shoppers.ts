import { describe, expect, it } from 'vitest';
import type { EventLog } from '#src/ports/events';
import type { LoggedQuery, QueryLog } from '#src/ports/query-log';
import type { ShopperStore } from '#src/ports/shoppers';
import { newCatalog } from './new-catalog.ts';
import { all, DAY, HOUR, newEvent, unnamed } from './state-events.ts';
import { ODD_IDS } from './state-records.ts';

export interface ShopperLogs {
  readonly events: EventLog;
  readonly queries: QueryLog;
  readonly shoppers: ShopperStore;
}

let ids = 0;
function newQuery(more: Partial<LoggedQuery> = {}): LoggedQuery {
  return { queryId: `q${++ids}`, text: 'red lamp', at: DAY + ids * 1_000, shown: ['a', 'b'], offset: 0, ...more };
}

/** `states` gives two connections to the same state, which may be one and the same. */
export function describeShoppers(states: () => readonly [ShopperLogs, ShopperLogs]): void {
  const state = (): ShopperLogs => states()[0];
  const idsOf = (queries: readonly LoggedQuery[]) => queries.map(({ queryId }) => queryId);

  describe('queries', () => {
    it('come back whole, by id, by time and by shopper', async () => {
      const catalog = newCatalog();
      const { queries } = state();
      const logged = [
        newQuery({ user: 'ann', session: 's1', shown: ODD_IDS, offset: 24 }),
        newQuery({ user: 'bob', text: ODD_IDS.join(' ') }),
        newQuery({ session: 's2', text: '', shown: [] }),
      ];
      await queries.add(catalog, []);
      await queries.add(catalog, logged);
      expect(await queries.get(catalog, ['none', ...idsOf(logged)])).toEqual([undefined, ...logged]);
      expect(await all(states()[1].queries.read(catalog))).toEqual(logged);
      expect(await all(queries.read(catalog, { from: logged[1]!.at, to: logged[1]!.at }))).toEqual([logged[1]]);
      expect(await queries.newest(catalog, { user: 'ann', session: 's2' }, 9)).toEqual([logged[2], logged[0]]);
      expect(await queries.newest(catalog, { session: 's1' }, 9)).toEqual([logged[0]]);
      expect(await queries.newest(catalog, { user: 'ann', session: 's2' }, 1)).toEqual([logged[2]]);
      expect(await queries.get(newCatalog(), [logged[0]!.queryId])).toEqual([undefined]);
    });

    it('are added once by id', async () => {
      const catalog = newCatalog();
      const query = newQuery({ user: 'ann' });
      await state().queries.add(catalog, [query, { ...query, text: 'other' }]);
      await states()[1].queries.add(catalog, [{ ...query, text: 'third', at: query.at + HOUR * 9_000 }]);
      expect(await all(state().queries.read(catalog))).toEqual([query]);
    });

    it('are read whole when they are more than a batch', async () => {
      const catalog = newCatalog();
      const logged = Array.from({ length: 2_500 }, () => newQuery({ user: 'ann', at: DAY }));
      await state().queries.add(catalog, logged);
      expect(idsOf(await all(state().queries.read(catalog)))).toEqual(idsOf(logged));
    });

    it('and events of a session become the user’s together, whichever of them names the user', async () => {
      const catalog = newCatalog();
      const { events, queries } = state();
      await queries.add(catalog, [newQuery({ session: 's1', text: 'before' })]);
      await events.add(catalog, [unnamed('s1', { item: 'a' }), unnamed('s2', { item: 'b' })]);
      await events.add(catalog, [newEvent({ session: 's1', item: 'c' })]);
      await queries.add(catalog, [newQuery({ session: 's2', user: 'ann', text: 'named' })]);
      const texts = (await queries.newest(catalog, { user: 'ann' }, 9)).map(({ text }) => text);
      expect(texts.sort()).toEqual(['before', 'named']);
      const items = (await events.newest(catalog, { user: 'ann' }, { limit: 9 })).map(({ item }) => item);
      expect(items.sort()).toEqual(['a', 'b', 'c']);
    });
  });

  describe('shoppers', () => {
    it('are known by their events, the last to have been there first', async () => {
      const catalog = newCatalog();
      const { events, shoppers } = state();
      expect(await shoppers.recent(catalog, 5)).toEqual([]);
      expect(await shoppers.known(catalog, ['ann'])).toEqual([false]);
      await events.add(catalog, [
        newEvent({ user: 'ann', at: DAY + 5 * HOUR }),
        newEvent({ user: 'bob', at: DAY + 9 * HOUR }),
        newEvent({ user: 'cid', at: DAY - 9_000 * HOUR }),
        newEvent({ user: 'bob', at: DAY }),
        unnamed('s'),
      ]);
      const recent = [
        { user: 'bob', newest: DAY + 9 * HOUR },
        { user: 'ann', newest: DAY + 5 * HOUR },
        { user: 'cid', newest: DAY - 9_000 * HOUR },
      ];
      expect(await shoppers.recent(catalog, 5)).toEqual(recent);
      expect(await shoppers.recent(catalog, 2)).toEqual(recent.slice(0, 2));
      expect(await shoppers.known(catalog, ['bob', 's', 'cid', 'bob', 'eve'])).toEqual([
        true,
        false,
        true,
        true,
        false,
      ]);
      expect(await shoppers.catalogs()).toContain(catalog);
    });

    it('are erased with their sessions and queries, and nobody else is', async () => {
      const catalog = newCatalog();
      const { events, queries, shoppers } = state();
      const ann = newEvent({ session: 's1' });
      const bob = newEvent({ user: 'bob', session: 'till', at: DAY });
      await events.add(catalog, [
        unnamed('s1'),
        ann,
        unnamed('s2'),
        newEvent({ session: 'till' }),
        bob,
        unnamed('till'),
      ]);
      await queries.add(catalog, [
        newQuery({ user: 'ann' }),
        newQuery({ session: 's1' }),
        newQuery({ session: 's2' }),
        newQuery({ user: 'bob' }),
      ]);
      const version = await events.version(catalog);
      expect(await shoppers.erase(catalog, { user: 'ann' })).toEqual({ events: 4, queries: 2 });
      expect((await all(events.read(catalog))).map(({ user, session }) => user ?? session)).toEqual(['bob', 's2']);
      expect((await all(queries.read(catalog))).map(({ user, session }) => user ?? session)).toEqual(['s2', 'bob']);
      expect(await events.counts(catalog)).toMatchObject({ events: 2, byType: { view: 2 } });
      expect(await states()[1].events.version(catalog)).toBeGreaterThan(version);
      expect(await shoppers.known(catalog, ['ann', 'bob'])).toEqual([false, true]);
      expect(await shoppers.erase(catalog, { user: 'ann' })).toEqual({ events: 0, queries: 0 });
      expect(await events.add(catalog, [ann])).toEqual(['added']);
    });

    it('that were erased do not get what their session does later without a name', async () => {
      const catalog = newCatalog();
      const { events, shoppers } = state();
      await events.add(catalog, [newEvent({ session: 's1' })]);
      await shoppers.erase(catalog, { user: 'ann' });
      await events.add(catalog, [unnamed('s1')]);
      expect(await events.newest(catalog, { user: 'ann' }, { limit: 9 })).toEqual([]);
    });

    it('of a session alone are erased by it', async () => {
      const catalog = newCatalog();
      const { events, queries, shoppers } = state();
      await events.add(catalog, [unnamed('s1'), unnamed('s2')]);
      await queries.add(catalog, [newQuery({ session: 's1' })]);
      expect(await shoppers.erase(catalog, { session: 's1' })).toEqual({ events: 1, queries: 1 });
      expect((await all(events.read(catalog))).map(({ session }) => session)).toEqual(['s2']);
      expect(await shoppers.erase(newCatalog(), { user: 'ann' })).toEqual({ events: 0, queries: 0 });
    });
  });
}

/** Deletes what is old in every catalog, so it goes last. */
export function describeRetention(state: () => ShopperLogs): void {
  describe('retention', () => {
    it('leaves a session its user as long as something says so', async () => {
      const catalog = newCatalog();
      const { events, queries, shoppers } = state();
      const old = newEvent({ session: 's1', at: DAY - HOUR });
      await events.add(catalog, [old, newEvent({ session: 's2', user: 'bob', at: DAY - HOUR })]);
      await events.add(catalog, [newEvent({ session: 's1', item: 'again', at: DAY + HOUR })]);
      await queries.add(catalog, [newQuery({ session: 's2', user: 'bob', at: DAY + HOUR })]);
      await shoppers.deleteBefore(DAY);
      await events.add(
        catalog,
        ['s1', 's2'].map((session) => unnamed(session, { item: session, at: DAY + 2 * HOUR })),
      );
      const itemsOf = async (user: string) =>
        (await events.newest(catalog, { user }, { limit: 9 })).map(({ item }) => item);
      expect([await itemsOf('ann'), await itemsOf('bob')]).toEqual([['s1', 'again'], ['s2']]);
    });

    it('deletes what is older, in every catalog, however much it is', async () => {
      const [one, other] = [newCatalog(), newCatalog()];
      const { events, queries, shoppers } = state();
      const old = Array.from({ length: 11_000 }, (_, index) => newEvent({ at: DAY - 4_000 * HOUR + index * 1_000 }));
      for (let at = 0; at < old.length; at += 2_000) await events.add(one, old.slice(at, at + 2_000));
      const edge = newEvent({ at: DAY, type: 'purchase' });
      await events.add(one, [edge, newEvent({ at: DAY + HOUR })]);
      await events.add(other, [newEvent({ at: DAY - 20_000 * HOUR }), newEvent({ at: DAY - 1, type: 'purchase' })]);
      await queries.add(other, [newQuery({ at: DAY - 1 }), newQuery({ at: DAY })]);
      const deleted = await shoppers.deleteBefore(DAY);
      expect(deleted.events).toBeGreaterThanOrEqual(11_002);
      expect(deleted.queries).toBeGreaterThanOrEqual(1);
      expect(await events.counts(one)).toEqual({
        events: 2,
        byType: { purchase: 1, view: 1 },
        oldest: DAY,
        newest: DAY + HOUR,
      });
      expect(await events.counts(other)).toMatchObject({ events: 0, byType: {} });
      expect(await all(queries.read(other))).toHaveLength(1);
      expect(await shoppers.deleteBefore(DAY)).toEqual({ events: 0, queries: 0 });
      expect(await events.add(one, [old[0]!, edge])).toEqual(['added', 'known']);
    });
  });
}
