import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainAls } from '#src/cf/als';
import { sparseContent, tfIdf } from '#src/cf/content';
import { choleskyInPlace, gram, inverse, solveCholesky } from '#src/cf/dense';
import { trainEase } from '#src/cf/ease';
import { createFoldIn } from '#src/cf/fold-in';
import { type Interactions, interactionsOf } from '#src/cf/interactions';
import { itemNeighbours } from '#src/cf/item-item';
import type { Neighbours } from '#src/cf/neighbours';
import { popularity } from '#src/cf/popularity';
import { transpose } from '#src/cf/sparse';
import { sweepAll } from '#src/cf/sweep';
import { topPlaces } from '#src/cf/top';

const DAY = 86_400_000;
const event = fc.record({
  user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  item: fc.constantFrom('p', 'q', 'r', 's', 't', 'u'),
  type: fc.constantFrom('purchase', 'view', 'cart', 'impression', 'dislike'),
  at: fc.integer({ min: 0, max: 6 }).map((day) => 1_600_000_000_000 + day * DAY),
});
const events = fc.array(event, { maxLength: 40 });
const WEIGHTS: Record<string, number> = { purchase: 1, cart: 0.6, view: 0.2 };

/** Matrix as lists, straight from its definition. */
function dense({ byUser }: Interactions): number[][] {
  return Array.from({ length: byUser.rows }, (_, user) => {
    const row = new Array<number>(byUser.columns).fill(0);
    for (let at = byUser.offsets[user]; at < byUser.offsets[user + 1]; at++)
      row[byUser.indices[at]] = byUser.values[at];
    return row;
  });
}

function rowOf({ offsets, items, similarities }: Neighbours, item: number): Map<number, number> {
  const range = Array.from({ length: offsets[item + 1] - offsets[item] }, (_, n) => offsets[item] + n);
  return new Map(range.map((at) => [items[at], similarities[at]]));
}

/** Gauss & Jordan with pivots: A · x = b. */
function solveNaively(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]]);
  const size = b.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex(
      (row, i) =>
        i >= column && Math.abs(row[column]) === Math.max(...rows.slice(column).map((r) => Math.abs(r[column]))),
    );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = rows[i][column] / rows[column][column];
      for (let j = column; j <= size; j++) rows[i][j] -= factor * rows[column][j];
    }
  }
  return rows.map((row, i) => row[size] / row[i]);
}

const square = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2 * size * size, maxLength: 2 * size * size })
    .map((values) => ({
      size,
      matrix: Float32Array.from(values),
    })),
);

describe('collaborative filtering', () => {
  it('counts a pair once, by its strongest event after the last dislike', () => {
    fc.assert(
      fc.property(events, (all) => {
        const interactions = interactionsOf(all);
        const matrix = dense(interactions);
        for (const [u, user] of interactions.users.ids.entries())
          for (const [i, item] of interactions.items.ids.entries()) {
            const own = all.filter((one) => one.user === user && one.item === item).sort((a, b) => a.at - b.at);
            const after = own.slice(own.findLastIndex(({ type }) => type === 'dislike') + 1);
            const expected = Math.max(0, ...after.map(({ type }) => WEIGHTS[type] ?? 0));
            expect(matrix[u][i]).toBeCloseTo(expected, 6);
          }
      }),
    );
  });

  it('turns a matrix over and back', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { byUser } = interactionsOf(all);
        expect(transpose(transpose(byUser))).toEqual(byUser);
      }),
    );
  });

  it('adds up decayed weights for popularity', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(0.5, 2, 30), (all, halfLife) => {
        const interactions = interactionsOf(all);
        const { byUser, ageDays } = interactions;
        const scores = popularity(interactions, halfLife);
        for (const item of interactions.items.ids.keys()) {
          let expected = 0;
          byUser.indices.forEach((one, at) => {
            if (one === item) expected += byUser.values[at] * 0.5 ** (ageDays[at] / halfLife);
          });
          expect(scores[item]).toBeCloseTo(expected, 5);
        }
      }),
    );
  });

  it('gives the item similarities of their formula', () => {
    const settings = fc.record({
      historyExponent: fc.constantFrom(0, 0.5, 1),
      targetExponent: fc.constantFrom(0, 0.3, 0.5),
      shrinkage: fc.constantFrom(0, 20),
      weighting: fc.constantFrom('count' as const, 'weight' as const),
    });
    fc.assert(
      fc.property(events, settings, (all, options) => {
        const interactions = interactionsOf(all);
        const matrix = dense(interactions).map((row) =>
          row.map((w) => (options.weighting === 'count' && w > 0 ? 1 : w)),
        );
        const neighbours = itemNeighbours(interactions, options);
        const items = [...interactions.items.ids.keys()];
        const norm = items.map((item) => matrix.reduce((sum, row) => sum + row[item] ** 2, 0));
        for (const i of items) {
          const own = rowOf(neighbours, i);
          for (const j of items) {
            const common = i === j ? 0 : matrix.reduce((sum, row) => sum + row[i] * row[j], 0);
            const by = norm[i] ** options.historyExponent * norm[j] ** options.targetExponent + options.shrinkage;
            expect(own.get(j) ?? 0).toBeCloseTo(common > 0 ? common / by : 0, 5);
          }
        }
      }),
    );
  });

  it('folds in what the equations say, and trains users to the same', () => {
    const items = 6;
    const factors = 4;
    const history = fc.uniqueArray(fc.integer({ min: 0, max: items - 1 }), { maxLength: items });
    const vectors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(vectors, history, (values, chosen) => {
        const y = Float32Array.from(values);
        const x = createFoldIn(y, factors, { regularisation: 0.5, confidence: 7 }).vector({
          items: Uint32Array.from(chosen),
          weights: Float64Array.from(chosen, (item) => 1 / (1 + item)),
        });
        const a = Array.from({ length: factors }, (_, i) =>
          Array.from({ length: factors }, (_, j) => {
            let sum = i === j ? 0.5 : 0;
            for (let item = 0; item < items; item++)
              sum += (1 + (chosen.includes(item) ? 7 / (1 + item) : 0)) * y[item * factors + i] * y[item * factors + j];
            return sum;
          }),
        );
        const b = Array.from({ length: factors }, (_, i) =>
          chosen.reduce((sum, item) => sum + (1 + 7 / (1 + item)) * y[item * factors + i], 0),
        );
        for (const [i, expected] of solveNaively(a, b).entries()) expect(Math.abs(x[i] - expected)).toBeLessThan(1e-6);
      }),
    );
  });

  it('inverts alike by Cholesky and by sweeping', () => {
    fc.assert(
      fc.property(square, ({ size, matrix }) => {
        const a = gram(matrix, size, 1);
        const inverted = inverse(a, size);
        const swept = a.slice();
        sweepAll(swept, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            let product = 0;
            for (let k = 0; k < size; k++) product += a[i * size + k] * inverted[k * size + j];
            expect(product).toBeCloseTo(i === j ? 1 : 0, 8);
            if (j <= i) expect(-swept[i * size + j]).toBeCloseTo(inverted[i * size + j], 8);
          }
      }),
    );
  });

  it('sweeps over several blocks as it inverts at once', () => {
    const size = 150;
    const matrix = Float32Array.from({ length: size * size }, (_, at) => Math.sin(at * 12.9898));
    const a = gram(matrix, size, 5);
    const inverted = inverse(a, size);
    sweepAll(a, size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) expect(-a[i * size + j]).toBeCloseTo(inverted[i * size + j], 9);
  });

  it('solves what Cholesky splits', () => {
    fc.assert(
      fc.property(square, ({ size, matrix }) => {
        const a = gram(matrix, size, 1);
        const b = Float64Array.from({ length: size }, (_, i) => i - 1);
        const l = a.slice();
        choleskyInPlace(l, size);
        const x = solveCholesky(l, size, b.slice());
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let j = 0; j < size; j++) sum += a[i * size + j] * x[j];
          expect(sum).toBeCloseTo(b[i], 8);
        }
      }),
    );
  });

  it('lowers the error of ALS with every sweep, without NaN', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { byUser } = interactionsOf(all);
        const errors = [1, 3, 8].map((iterations) => {
          const settings = { factors: 6, regularisation: 0.3, confidence: 5, iterations };
          return alsError(byUser, trainAls(byUser, settings), settings);
        });
        expect(errors[0]).toBeGreaterThanOrEqual(errors[1] - 1e-4);
        expect(errors[1]).toBeGreaterThanOrEqual(errors[2] - 1e-4);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the weights of EASE that solve its equations', () => {
    fc.assert(
      fc.property(events, (all) => {
        const interactions = interactionsOf(all);
        const items = interactions.items.ids.length;
        const ease = trainEase(interactions.byUser, { regularisation: 2 });
        const matrix = dense(interactions).map((row) => row.map((weight) => (weight > 0 ? 1 : 0)));
        // Column j of B by least squares over the other items alone.
        for (let j = 0; j < items; j++) {
          const others = Array.from({ length: items }, (_, i) => i).filter((i) => i !== j);
          const common = (a: number, b: number) => matrix.reduce((sum, row) => sum + row[a] * row[b], 0);
          const b = solveNaively(
            others.map((i) => others.map((k) => common(i, k) + (i === k ? 2 : 0))),
            others.map((i) => common(i, j)),
          );
          for (const [n, i] of others.entries()) expect(rowOf(ease, i).get(j) ?? 0).toBeCloseTo(Math.max(0, b[n]), 5);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('scores content as the inner products of its rows', () => {
    const document = fc.array(fc.constantFrom('red', 'blue', 'shoe', 'boot', 'hat'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(document, { minLength: 2, maxLength: 8 }), (documents) => {
        const content = sparseContent(tfIdf(documents));
        const profile = content.profile({ items: Uint32Array.of(0, 1), weights: Float64Array.of(1, 0.5) });
        const all = content.scoreAll(profile);
        for (const item of documents.keys()) {
          const expected = content.similarity(0, item) + 0.5 * content.similarity(1, item);
          expect(all[item]).toBeCloseTo(expected, 5);
          expect(content.scores(profile, [item])[0]).toBeCloseTo(expected, 5);
        }
      }),
    );
  });

  it('finds the top as sorting does', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)), { maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 10 }), (values, count) => {
        const sorted = [...values.keys()]
          .filter((at) => values[at] > -2)
          .sort((a, b) => values[b] - values[a] || a - b)
          .slice(0, count);
        expect([...topPlaces(Float64Array.from(values), count, -2)]).toEqual(sorted);
      }),
    );
  });
});

function alsError(
  byUser: Interactions['byUser'],
  { users, items, factors }: { users: Float32Array; items: Float32Array; factors: number },
  { regularisation, confidence }: { regularisation: number; confidence: number },
): number {
  let error = [...users, ...items].reduce((sum, value) => sum + regularisation * value ** 2, 0);
  for (let u = 0; u < byUser.rows; u++) {
    const own = byUser.indices.subarray(byUser.offsets[u], byUser.offsets[u + 1]);
    for (let i = 0; i < byUser.columns; i++) {
      let product = 0;
      for (let f = 0; f < factors; f++) product += users[u * factors + f] * items[i * factors + f];
      const at = own.indexOf(i);
      const c = at < 0 ? 1 : 1 + confidence * byUser.values[byUser.offsets[u] + at];
      error += c * ((at < 0 ? 0 : 1) - product) ** 2;
    }
  }
  return error;
}
