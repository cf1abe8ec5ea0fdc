import { describe, expect, it } from 'vitest';
import { FOR_YOU_WEIGHTS } from '#src/cf/for-you';
import { type History, historyOf, NO_HISTORY } from '#src/cf/history';
import type { PartWeights } from '#src/cf/parts';
import { createBehaviour } from '#src/ranking/behaviour';
import {
  alikeByBehaviour,
  boughtTogether,
  type RecommendedItem,
  forYou as rankForYou,
  trendingItems,
} from '#src/recommend/behaviour-lists';
import { CATALOG, checkerboard, DAY, START, trainShop } from '../cf/shop.ts';

const behaviour = createBehaviour(trainShop());
const { items } = behaviour.model;
const forYou = (
  history: History,
  owned: 'boost' | 'neutral' | 'exclude',
  { within, weights }: { within?: ReadonlySet<string>; weights?: Partial<PartWeights> } = {},
): RecommendedItem[] => {
  const asked = { owned, within, weights: { ...FOR_YOU_WEIGHTS, ...weights } };
  const { ranked, reasonOf } = rankForYou(behaviour, history, asked);
  return ranked.map((one) => ({ ...one, reason: reasonOf(one.id) }));
};
const ids = (list: readonly RecommendedItem[]) => list.map(({ id }) => id);
const history = historyOf([{ item: 'shoe-1', type: 'purchase', at: START }], items);

describe('lists by behaviour', () => {
  it('are for the shopper: what goes with their things, with what is owned as asked', () => {
    const list = forYou(history, 'exclude');
    expect(ids(list)).not.toContain('shoe-1');
    expect(
      ids(list)
        .slice(0, 4)
        .every((id) => id.startsWith('shoe')),
    ).toBe(true);
    expect(list[0]!.reason).toMatchObject({ item: 'shoe-1', event: 'purchase' });
    const boosted = forYou(history, 'boost');
    expect([boosted[0]!.id, boosted[0]!.reason]).toEqual(['shoe-1', { kind: 'again' }]);
    for (const { score, why } of [...list, ...boosted])
      expect(why.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
  });

  it('rank what they are kept within, and nothing else', () => {
    const within = new Set(['shoe-3', 'hat-2', 'never-heard-of']);
    expect(ids(forYou(history, 'neutral', { within }))).toEqual(['shoe-3', 'hat-2']);
    expect(ids(trendingItems(behaviour, within)).sort()).toEqual(['hat-2', 'shoe-3']);
    expect(ids(trendingItems(behaviour, new Set()))).toEqual([]);
  });

  it('are of what is popular for a stranger', () => {
    for (const { reason, why } of forYou(NO_HISTORY, 'neutral')) {
      expect(reason.kind).toBe('popular');
      expect(why.map(({ signal }) => signal).filter((signal) => signal !== 'popularity')).toEqual([]);
    }
  });

  it('weigh their parts as asked, explained by that, and leave out what nothing speaks for', () => {
    const parts = { together: 0, alike: 0, affinity: 0, popularity: 2 };
    const list = forYou(history, 'neutral', { weights: parts });
    for (const { score, why } of list) {
      expect(score).toBeGreaterThan(0);
      expect(why).toMatchObject([{ signal: 'popularity', weight: 2, contribution: score }]);
    }
    const none = forYou(history, 'neutral', { weights: { ...parts, popularity: 0 } });
    expect(none).toEqual([]);
  });

  it('say what is bought with an item first, then what the same shoppers want, each once', () => {
    const list = boughtTogether(behaviour, 'hat-0');
    expect(ids(list).sort()).toEqual(['hat-1', 'hat-2', 'hat-3', 'hat-4']);
    for (const { reason } of list) expect(reason).toEqual({ kind: 'bought-together', item: 'hat-0', by: 'day' });
    const later = [
      ...checkerboard(),
      { user: 'hat-lover-0', item: 'shoe-5', type: 'purchase', at: START + 9 * DAY },
      { user: 'hat-lover-1', item: 'shoe-5', type: 'purchase', at: START + 9 * DAY },
    ];
    const slow = boughtTogether(createBehaviour(trainShop(later)), 'hat-4');
    expect(slow.at(-1)).toMatchObject({ id: 'shoe-5', reason: { kind: 'bought-together', item: 'hat-4' } });
    expect(slow.at(-1)!.reason).not.toHaveProperty('by');
    for (const [place, { score, why }] of slow.entries()) {
      expect(score).toBeLessThanOrEqual(slow[place - 1]?.score ?? 1);
      expect(why.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
    }
    expect(new Set(ids(slow)).size).toBe(slow.length);
  });

  it('are empty for items that nobody knows, or where neighbours were not learned', () => {
    for (const id of ['shoe-5', 'never-heard-of']) {
      expect(boughtTogether(behaviour, id)).toEqual([]);
      expect(alikeByBehaviour(behaviour, id)).toEqual([]);
    }
    const plain = createBehaviour(trainShop(checkerboard(), { parts: ['popularity'] }));
    expect([boughtTogether(plain, 'hat-0'), alikeByBehaviour(plain, 'hat-0')]).toEqual([[], []]);
  });

  it('begin with what is wanted more than usual, then by popularity, without what nobody wants', () => {
    const rush = Array.from({ length: 20 }, (_, n) => ({
      user: `late-${n}`,
      item: 'hat-5',
      type: 'purchase',
      at: START + 9 * DAY,
    }));
    const list = trendingItems(createBehaviour(trainShop([...checkerboard(), ...rush])));
    expect(list[0]).toMatchObject({ id: 'hat-5', reason: { kind: 'trending' } });
    expect(list[0]!.why[0]!.signal).toBe('trending');
    expect(new Set(ids(list)).size).toBe(list.length);
    expect(ids(list)).not.toContain('shoe-5');
    const popular = list.filter(({ why }) => why[0]!.signal === 'popularity');
    for (const { reason } of popular) expect(reason.kind).toBe('popular');
    const scores = list.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(CATALOG).toContain(list.at(-1)!.id);
  });
});
