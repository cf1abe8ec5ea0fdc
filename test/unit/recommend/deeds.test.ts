import { describe, expect, it } from 'vitest';
import type { EventType, ShopEvent } from '#src/domain/event';
import { type DeedPolicy, deedsOf, mayStand } from '#src/recommend/deeds';

/** Events as a log gives them: the newest first. */
const log = (...deeds: readonly (readonly [EventType, string, number?])[]): ShopEvent[] =>
  deeds.map(([type, item, value], at) => ({
    ...{ id: String(at), session: 's', type, item, at: 1_700_000_000_000 - at },
    ...(value !== undefined && { value }),
  }));

describe('deedsOf', () => {
  it('has each item once by its newest event, the newest first', () => {
    const { seen } = deedsOf(log(['cart', 'b'], ['view', 'a'], ['view', 'b']));
    expect([...seen].map(([id, { type }]) => [id, type])).toEqual([
      ['b', 'cart'],
      ['a', 'view'],
    ]);
  });

  it('believes the last word of a shopper about an item', () => {
    const { seen, disliked } = deedsOf(
      log(['dislike', 'a'], ['like', 'b'], ['dislike', 'b'], ['rating', 'c', 1], ['rating', 'd', 3], ['view', 'a']),
    );
    expect([...seen.keys()]).toEqual(['b', 'd']);
    expect([...disliked]).toEqual(['a', 'c']);
  });
});

describe('mayStand', () => {
  const deeds = deedsOf(log(['view', 'looked'], ['view', 'own'], ['purchase', 'own'], ['dislike', 'not']));
  it.each<[DeedPolicy, string[]]>([
    [{ owned: 'include', seen: 'include' }, ['looked', 'own', 'new']],
    [{ owned: 'exclude', seen: 'include' }, ['looked', 'new']],
    [{ owned: 'include', seen: 'exclude' }, ['own', 'new']],
    [{ owned: 'exclude', seen: 'exclude' }, ['new']],
  ])('lets through by %j', (policy, through) => {
    expect(['looked', 'own', 'not', 'new'].filter(mayStand(deeds, policy))).toEqual(through);
  });
});
