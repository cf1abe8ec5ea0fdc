import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, NO_HISTORY } from '#src/cf/history';
import { createBehaviour } from '#src/ranking/behaviour';
import { fuse } from '#src/ranking/fuse';
import { BEHAVIOUR_WEIGHTS } from '#src/ranking/weights';
import { CATALOG, checkerboard, DAY, START, trainShop } from '../cf/shop.ts';

const behaviour = createBehaviour(trainShop());
const { items } = behaviour.model;
const IDS = [...CATALOG, 'unknown'];
const signalsOf = (
  done: { item: string; type: string; at: number }[],
  given = behaviour,
  weights = BEHAVIOUR_WEIGHTS,
) => given.signals(IDS, done.length === 0 ? NO_HISTORY : historyOf(done, items), weights);
const bought = [{ item: 'shoe-1', type: 'purchase', at: START }];

describe('signals of behaviour', () => {
  it('are popularity alone without a history', () => {
    const [popularity, ...others] = signalsOf([]);
    expect([popularity!.name, others]).toEqual(['popularity', []]);
    expect(popularity!.raw[IDS.indexOf('shoe-0')]).toBeGreaterThan(popularity!.raw[IDS.indexOf('shoe-5')]!);
  });

  it('put what goes with a history above the rest, and know what is owned', () => {
    const byName = new Map(signalsOf(bought).map((signal) => [signal.name, signal]));
    expect([...byName.keys()]).toEqual(['popularity', 'together', 'alike', 'affinity', 'owned']);
    for (const name of ['together', 'alike', 'affinity']) {
      const { raw } = byName.get(name)!;
      expect([name, raw[IDS.indexOf('shoe-2')]! > raw[IDS.indexOf('hat-2')]!]).toEqual([name, true]);
    }
    // The cold item of the kind, which nobody bought, is alike.
    expect(byName.get('alike')!.raw[IDS.indexOf('shoe-5')]).toBeGreaterThan(0);
    const owned = [...byName.get('owned')!.raw.keys()].filter((row) => byName.get('owned')!.raw[row]! > 0);
    expect(owned.map((row) => IDS[row])).toEqual(['shoe-1']);
    expect(
      signalsOf([{ ...bought[0]!, type: 'view' }])
        .at(-1)!
        .raw.some((value) => value > 0),
    ).toBe(false);
  });

  it('weigh as much as is known of the shopper', () => {
    const weightOf = (...types: string[]) => {
      const done = types.map((type, n) => ({ item: `shoe-${n}`, type, at: START + n }));
      return signalsOf(done).find(({ name }) => name === 'together')!.weight;
    };
    const full = BEHAVIOUR_WEIGHTS.together!;
    expect(weightOf('purchase')).toBe(full);
    expect(weightOf('click')).toBeCloseTo(full * 0.4);
    expect(weightOf('click', 'view')).toBeCloseTo(full * 0.8);
    expect(weightOf('click', 'view', 'click', 'click')).toBe(full);
    // What everybody does says what it says.
    const popularity = (done: { item: string; type: string; at: number }[]) => signalsOf(done)[0]!.weight;
    expect(popularity([{ ...bought[0]!, type: 'click' }])).toBe(popularity([]));
  });

  it('take weights as given: none where none is named, and popularity by its evidence', () => {
    for (const { weight } of signalsOf(bought, behaviour, {})) expect(weight).toBe(0);
    const rush = Array.from({ length: 40 }, (_, n) => ({
      ...{ user: `late-${n}`, item: 'hat-1', type: 'purchase', at: START + 9 * DAY },
    }));
    const [little] = signalsOf([], createBehaviour(trainShop(checkerboard().slice(0, 3))));
    const [much] = signalsOf([], createBehaviour(trainShop([...checkerboard(), ...rush])));
    expect(little!.weight).toBeLessThan(BEHAVIOUR_WEIGHTS.popularity! / 2);
    expect(much!.weight).toBe(BEHAVIOUR_WEIGHTS.popularity);
  });

  it('give no score that is no number, and nothing to what the model does not know', () => {
    const event = fc.record({
      item: fc.constantFrom(...IDS),
      type: fc.constantFrom('view', 'purchase', 'like', 'dislike', 'rating', 'impression'),
      at: fc.constantFrom(START, START + DAY, START + 1000 * DAY, Number.NaN),
    });
    const models = [
      behaviour,
      createBehaviour(trainShop([])),
      createBehaviour(trainShop(checkerboard(), { parts: [] })),
    ];
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom(...models), (done, model) => {
        const { scores, signals } = fuse(signalsOf(done, model), IDS.length);
        for (const score of scores) expect(score).toBeGreaterThanOrEqual(0);
        for (const { values } of signals) expect(values[IDS.indexOf('unknown')]).toBe(0);
      }),
    );
  });
});
