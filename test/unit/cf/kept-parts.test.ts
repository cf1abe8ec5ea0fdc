import { describe, expect, it } from 'vitest';
import { interactionsOf } from '#src/cf/interactions';
import { neighboursOf } from '#src/cf/neighbours';
import { trainModel } from '#src/cf/train';
import { START } from './shop.ts';

const view = (user: string, item: string) => ({ user, item, type: 'view', at: START });
const first = [view('ann', 'hat'), view('ann', 'shoe'), view('bob', 'hat'), view('bob', 'shoe'), view('cy', 'sock')];
const before = trainModel(interactionsOf(first), {
  parts: ['item', 'als', 'ease'],
  als: { factors: 2, regularisation: 0.5, confidence: 7 },
});
/** Another order of items, one of them new, one gone. */
const later = interactionsOf([view('dan', 'cap'), view('dan', 'shoe'), view('ann', 'shoe'), view('ann', 'hat')]);

describe('a refreshed model', () => {
  it('keeps of the model before what is not learned anew, by the ids of users and items', () => {
    const model = trainModel(later, { parts: [], keep: before });
    expect(model.items.ids).toEqual(['cap', 'shoe', 'hat']);
    expect(model.about.als).toEqual({ regularisation: 0.5, confidence: 7 });
    const vector = (one: typeof model, side: 'users' | 'items', id: string) => {
      const number = one[side].indexOf(id);
      return [...one.factors![side].subarray(number * 2, number * 2 + 2)];
    };
    for (const id of ['shoe', 'hat']) expect(vector(model, 'items', id)).toEqual(vector(before, 'items', id));
    expect(vector(model, 'users', 'ann')).toEqual(vector(before, 'users', 'ann'));
    expect(vector(model, 'items', 'cap')).toEqual([0, 0]);
    for (const part of ['neighbours', 'together', 'ease'] as const) {
      const [kept, old] = [model[part]!, before[part]!];
      const named = (one: typeof model, neighbours: typeof kept, id: string) => {
        const { items, similarities } = neighboursOf(neighbours, one.items.indexOf(id), 9);
        return Array.from(items, (item, n) => [one.items.ids[item], similarities[n]]);
      };
      for (const id of ['shoe', 'hat'])
        expect(named(model, kept, id)).toEqual(named(before, old, id).filter(([other]) => other !== 'sock'));
      expect(named(model, kept, 'cap')).toEqual([]);
    }
    expect(model.popularity[0]).toBeGreaterThan(0);
  });

  it('learns anew what is asked for', () => {
    const model = trainModel(later, { parts: ['item'], keep: before });
    const { items } = neighboursOf(model.neighbours!, model.items.indexOf('cap'), 9);
    expect(Array.from(items, (item) => model.items.ids[item])).toEqual(['shoe']);
    expect(model.ease!.offsets).toHaveLength(4);
  });
});
