import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainBiases } from '#src/cf/ratings/biases';
import { trainStack } from '#src/cf/ratings/blend';
import { trainContent } from '#src/cf/ratings/content';
import { type RatingData, ratingData } from '#src/cf/ratings/data';
import { trainFactors } from '#src/cf/ratings/factors';
import { itemFeatures, noFeatures } from '#src/cf/ratings/features';
import { RATING_MODELS } from '#src/cf/ratings/models';
import { NEIGHBOUR_FORMULAS, type NeighbourOptions, trainNeighbours } from '#src/cf/ratings/neighbours';
import { trainNetwork } from '#src/cf/ratings/network';
import { similarities } from '#src/cf/ratings/similarity';
import { naiveContent, naiveFactors, naiveNeighbours } from '#test/support/naive-rating-models';
import { naiveBlendLoss, naiveNetwork } from '#test/support/naive-rating-network';
import { naiveBiases, naiveSimilarity, notesOf, type Triple, tableOf } from '#test/support/naive-ratings';

const USERS = 8;
const ITEMS = 7;

/** Each pair of a user and an item once; whole and broken ratings, some users and items without any. */
const triples: fc.Arbitrary<Triple[]> = fc.uniqueArray(
  fc.tuple(
    fc.nat(USERS - 2),
    fc.nat(ITEMS - 2),
    fc.oneof(fc.integer({ min: 1, max: 5 }), fc.double({ min: 1, max: 5, noNaN: true })),
  ),
  { maxLength: 42, selector: ([user, item]) => user * ITEMS + item },
);
/** Ratings of many digits. Two columns in common still correlate by exactly 1 or −1, so equal similarities occur. */
const uneven = triples.map((all) =>
  all.map(([user, item, value], n): Triple => [user, item, 1 + ((value * 7919 + n * 104_729) % 3989) / 1000]),
);
const dataOf = (all: readonly Triple[]) => ratingData(tableOf(all, USERS, ITEMS));
const pairs = Array.from({ length: USERS * ITEMS }, (_, at) => [Math.floor(at / ITEMS), at % ITEMS] as const);

const formula: fc.Arbitrary<NeighbourOptions> = fc.record({
  axis: fc.constantFrom('users' as const, 'items' as const),
  similarity: fc.constantFrom('pearson' as const, 'residual' as const),
  shrink: fc.constantFrom(0, 2, 100),
  k: fc.constantFrom(1, 2, 40),
  dissimilar: fc.constantFrom('used' as const, 'ignored' as const),
  base: fc.constantFrom('biases' as const, 'mean' as const),
  expected: fc.constantFrom('biases' as const, 'mean' as const),
  denominator: fc.constantFrom('absolute' as const, 'root' as const),
  damping: fc.constantFrom(0, 0.2, 1),
});
const features = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }), {
  minLength: ITEMS,
  maxLength: ITEMS,
});

describe('models of ratings, against naive ones', () => {
  it('biases', () => {
    fc.assert(
      fc.property(triples, (all) => {
        const model = trainBiases(dataOf(all));
        const naive = naiveBiases(notesOf(all));
        for (const [user, item] of pairs) expect(model.predict(user, item)).toBeCloseTo(naive.of(user, item), 9);
      }),
    );
  });

  it('similarities, within −1..1 and the same both ways', () => {
    fc.assert(
      fc.property(uneven, fc.constantFrom('pearson', 'residual'), fc.constantFrom(0, 5), (all, kind, shrink) => {
        const { rows, offsets, indices, values } = similarities(dataOf(all).byUser, { kind, shrink, keep: 100 });
        const notes = notesOf(all);
        const found = new Map<string, number>();
        for (let row = 0; row < rows; row++)
          for (let at = offsets[row]; at < offsets[row + 1]; at++) found.set(`${row} ${indices[at]}`, values[at]);
        for (let a = 0; a < USERS; a++)
          for (let b = 0; b < USERS; b++) {
            const one = found.get(`${a} ${b}`) ?? 0;
            const naive = naiveSimilarity(notes.get(a) ?? new Map(), notes.get(b) ?? new Map(), kind, shrink);
            expect(one).toBeCloseTo(a === b ? 0 : naive, 6);
            expect(Math.abs(one)).toBeLessThanOrEqual(1);
            expect(found.get(`${b} ${a}`) ?? 0).toBeCloseTo(one, 9);
          }
      }),
    );
  });

  it('neighbours by every formula', () => {
    fc.assert(
      fc.property(uneven, formula, (all, options) => {
        const model = trainNeighbours(dataOf(all), options);
        const naive = naiveNeighbours(notesOf(all), options);
        for (const [user, item] of pairs) {
          const predicted = model.predict(user, item);
          const off = naive(user, item).map((one) => Math.abs(one - predicted));
          expect(Math.min(...off)).toBeLessThan(5e-7);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('take of exactly equal neighbours those of lower numbers', () => {
    const all: Triple[] = [
      ...[1, 2, 3].flatMap((user): Triple[] => [
        [user, 0, 1],
        [user, 1, 5],
        [user, 2, user],
      ]),
      [0, 0, 1],
      [0, 1, 5],
    ];
    const options = { ...NEIGHBOUR_FORMULAS.plain, shrink: 0, k: 2 };
    const chooses = (users: readonly number[]) => {
      const only = all.filter(([user]) => user === 0 || users.includes(user));
      return trainNeighbours(dataOf(only), { ...options, base: 'mean' }).predict(0, 2);
    };
    expect(chooses([1, 2, 3])).toBeCloseTo(chooses([1, 2]), 12);
    expect(chooses([1, 2, 3])).not.toBeCloseTo(chooses([2, 3]), 3);
  });

  it('factors', () => {
    fc.assert(
      fc.property(triples, (all) => {
        const options = { factors: 3, epochs: 4, rate: 0.05, seed: 7 };
        const model = trainFactors(dataOf(all), options);
        const naive = naiveFactors(notesOf(all), { ...options, users: USERS, items: ITEMS });
        for (const [user, item] of pairs) expect(model.predict(user, item)).toBeCloseTo(naive(user, item), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('content: no other profile fits a user better', () => {
    fc.assert(
      fc.property(triples, features, fc.constantFrom(0.5, 20), (all, known, regularisation) => {
        const repeated = [...known, ...known, ...known, ...known, ...known];
        const own = itemFeatures(repeated);
        const model = trainContent(dataOf(all), own, { regularisation });
        const naive = naiveContent(notesOf(all), (item) => known[item], own.names, regularisation);
        for (const [user, item] of pairs) expect(model.predict(user, item)).toBeCloseTo(naive(user, item), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('network', () => {
    fc.assert(
      fc.property(triples, features, (all, known) => {
        const options = { hidden: 2, epochs: 3, rate: 0.1, regularisation: 0.1, dropout: 0.3, seed: 3 };
        const own = itemFeatures([...known, ...known, ...known, ...known, ...known]);
        const model = trainNetwork(dataOf(all), own, options);
        const naive = naiveNetwork(notesOf(all), (item) => known[item], own.names, {
          ...options,
          users: USERS,
          items: ITEMS,
        });
        for (const [user, item] of pairs) expect(model.predict(user, item)).toBeCloseTo(naive(user, item), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('blend: no other weights fit the ratings held out better', () => {
    const parts = (['users', 'content', 'items'] as const).map((name) => ({
      name,
      train: (data: RatingData) => RATING_MODELS[name].train(data, noFeatures(ITEMS)),
    }));
    const shift = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(triples, shift, (all, shifts) => {
        const table = tableOf(all, USERS, ITEMS);
        const entries = Uint32Array.from(table.value.keys());
        const stack = trainStack(table, entries, parts, { heldOut: 0.4, regularisation: 1, seed: 1 });
        const loss = naiveBlendLoss(table, parts, 0.4);
        const best = [...stack.weights()];
        expect(loss(best)).toBeLessThanOrEqual(loss(best.map((weight, part) => weight + shifts[part])) + 1e-9);
        expect(stack.weights(['content'])[1]).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a finite number to anybody for anything, and the biases to strangers', () => {
    const strange = [-1, USERS - 1, ITEMS - 1, 1e9, Number.NaN];
    fc.assert(
      fc.property(triples, features, (all, known) => {
        const data = dataOf(all);
        const biases = trainBiases(data);
        const repeated = itemFeatures([...known, ...known, ...known, ...known, ...known]);
        for (const [name, { train }] of Object.entries(RATING_MODELS)) {
          const model = train(data, repeated);
          for (const [user, item] of pairs) expect(model.predict(user, item), name).toSatisfy(Number.isFinite);
          for (const user of strange)
            for (const item of strange) expect(model.predict(user, item), name).toSatisfy(Number.isFinite);
          // The first have no biases, the last moves them while it learns.
          if (name.endsWith('mean') || name === 'factors') continue;
          for (const user of strange.filter((one) => one !== ITEMS - 1))
            expect(model.predict(user, 0), name).toBeCloseTo(biases.predict(user, 0), 9);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('knows items without ratings by their features only where there are some', () => {
    const all: Triple[] = [
      [0, 0, 5],
      [1, 0, 1],
      [0, 1, 4],
    ];
    const data = dataOf(all);
    for (const name of ['content', 'users', 'items'] as const)
      expect(RATING_MODELS[name].train(data, noFeatures(ITEMS)).predict(0, 5)).toBeCloseTo(
        trainBiases(data).predict(0, 5),
        9,
      );
  });
});
