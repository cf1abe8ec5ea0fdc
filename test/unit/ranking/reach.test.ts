import { describe, expect, it } from 'vitest';
import { historyOf, NO_HISTORY } from '#src/cf/history';
import { createBehaviour } from '#src/ranking/behaviour';
import { reach } from '#src/ranking/reach';
import { START, trainShop } from '../cf/shop.ts';

const behaviour = createBehaviour(trainShop());
const { items } = behaviour.model;
const bought = historyOf([{ item: 'shoe-1', type: 'purchase', at: START }], items);
const options = { limit: 3, skip: new Set<string>(), boostsOwned: false };

describe('reach', () => {
  it('gives what the history makes likely, best first', () => {
    const { ids, scores } = reach(behaviour, bought, options);
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(id).toMatch(/^shoe-/u);
    expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.min(...scores)).toBeGreaterThan(0);
  });

  it('passes over what is found already, and what the shopper spoke against', () => {
    const all = reach(behaviour, bought, { ...options, limit: 100 }).ids;
    expect(reach(behaviour, bought, { ...options, skip: new Set(all.slice(0, 2)) }).ids).toEqual(all.slice(2, 5));
    const moody = historyOf(
      [
        { item: 'shoe-1', type: 'purchase', at: START },
        { item: 'shoe-2', type: 'dislike', at: START },
      ],
      items,
    );
    expect(reach(behaviour, moody, { ...options, limit: 100 }).ids).not.toContain('shoe-2');
  });

  it('puts what is owned first where that is wished, and knows nothing of a stranger', () => {
    expect(reach(behaviour, bought, { ...options, boostsOwned: true }).ids[0]).toBe('shoe-1');
    expect(reach(behaviour, NO_HISTORY, options)).toEqual({ ids: [], scores: new Float64Array(0) });
  });

  it('goes by factors where the parts of all items would take too long, and by neighbours where those would', () => {
    const found = (most: { parts: number; factors: number }) =>
      reach(behaviour, bought, { ...options, limit: 100, most });
    const affinities = behaviour.affinities(bought)!;
    const byFactors = found({ parts: 0, factors: 100 });
    const expected = items.ids.map((id, item) => [id, affinities[item]!] as const).filter(([, score]) => score > 0);
    expect(byFactors.ids.map((id, place) => [id, byFactors.scores[place]])).toEqual(
      expected.sort(([, a], [, b]) => b - a),
    );
    const byNeighbours = found({ parts: 0, factors: 0 });
    expect(byNeighbours.ids).not.toContain('shoe-1');
    expect(byFactors.ids).toContain('shoe-1');
    expect(found({ parts: 100, factors: 0 })).toEqual(reach(behaviour, bought, { ...options, limit: 100 }));
  });
});
