import { createRandom, normals } from '#src/cf/random';
import { trainBiases } from '#src/cf/ratings/biases';
import type { Part } from '#src/cf/ratings/blend';
import { ratingData } from '#src/cf/ratings/data';
import { fallingRate, shuffle } from '#src/cf/ratings/descent';
import type { RatingTable } from '#src/cf/ratings/table';
import { type Notes, naiveBiases, turned } from './naive-ratings.ts';

export interface NaiveNetworkOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  readonly regularisation: number;
  readonly dropout: number;
  readonly seed: number;
  readonly users: number;
  readonly items: number;
}

/** A weight that learns by AdaGrad. */
interface Weight {
  value: number;
  squares: number;
}

/**
 * h = σ(c + Σ e V + Σ F) − ½ and r̂ = b + y · h, trained by the derivative of ½ Σ (y · h − e)² with respect to each
 * weight in turn, every weight an object of its own.
 */
export function naiveNetwork(
  notes: Notes,
  featuresOf: (item: number) => readonly string[],
  names: readonly string[],
  { hidden, epochs, rate, regularisation, dropout, seed, users, items }: NaiveNetworkOptions,
): (user: number, item: number) => number {
  const biases = naiveBiases(notes);
  const byItem = turned(notes);
  const units = Array.from({ length: hidden }, (_, unit) => unit);
  const draw = (rows: number, own: number): Weight[][] => {
    const drawn = normals(rows * hidden, 0.1, own);
    return Array.from({ length: rows }, (_, row) =>
      units.map((unit) => ({ value: drawn[row * hidden + unit], squares: 0.1 })),
    );
  };
  const [y, v, f, [c]] = [draw(users, seed), draw(users, seed + 2), draw(names.length, seed + 3), draw(1, seed + 4)];
  const own = (item: number) => names.flatMap((name, at) => (featuresOf(item).includes(name) ? [f[at]] : []));
  const rated = (item: number) =>
    [...(byItem.get(item) ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([user, value]) => ({ user, e: value - biases.of(user, item) }));
  const activate = (item: number, scale: readonly number[] | undefined): number[] =>
    units.map((unit) => {
      let z = c[unit].value;
      for (const [n, { user, e }] of rated(item).entries()) z += e * (scale?.[n] ?? 1) * v[user][unit].value;
      for (const feature of own(item)) z += feature[unit].value;
      return 1 / (1 + Math.exp(-z)) - 0.5;
    });
  const move = (weight: Weight, gradient: number, step: number, pull = regularisation): void => {
    const whole = gradient + pull * weight.value;
    weight.squares += whole ** 2;
    weight.value -= (step * whole) / Math.sqrt(weight.squares);
  };
  const learn = (item: number, scale: readonly number[], step: number): void => {
    const h = activate(item, scale);
    const gradient = units.map(() => 0);
    for (const { user, e } of rated(item)) {
      const error = units.reduce((sum, unit) => sum + y[user][unit].value * h[unit], 0) - e;
      for (const unit of units) gradient[unit] += error * y[user][unit].value;
      for (const unit of units) move(y[user][unit], error * h[unit], step);
    }
    for (const unit of units) {
      const slope = gradient[unit] * (h[unit] + 0.5) * (1 - (h[unit] + 0.5));
      move(c[unit], slope, step, 0);
      for (const [n, { user, e }] of rated(item).entries())
        if (scale[n] !== 0) move(v[user][unit], slope * e * scale[n], step);
      for (const feature of own(item)) move(feature[unit], slope, step);
    }
  };
  const random = createRandom(seed + 1);
  const order = Uint32Array.from({ length: items }, (_, item) => item);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const item of order) {
      const scale = rated(item).map(() => (random() < dropout ? 0 : 1 / (1 - dropout)));
      learn(item, scale, fallingRate(rate, epoch, epochs));
    }
  }
  return (user, item) => {
    const h = activate(item, undefined);
    const liking = units.reduce((sum, unit) => sum + y[user][unit].value * h[unit], 0);
    return biases.of(user, item) + (notes.has(user) ? liking : 0);
  };
}

/** Σ (r − b − Σ w (r̂ − b))² + Σ w² over the ratings that the seed 1 holds out, the parts trained on the others. */
export function naiveBlendLoss(
  table: RatingTable,
  parts: readonly Part[],
  heldOut: number,
): (weights: readonly number[]) => number {
  const random = createRandom(1);
  const held = [...table.value.keys()].map(() => random() < heldOut);
  const inner = ratingData(
    table,
    Uint32Array.from(table.value.keys()).filter((entry) => !held[entry]),
  );
  const models = parts.map(({ train }) => train(inner));
  const biases = trainBiases(inner);
  const within = (rating: number): number => Math.min(5, Math.max(1, rating));
  return (weights) => {
    let loss = weights.reduce((sum, weight) => sum + weight ** 2, 0);
    for (const [entry, is] of held.entries()) {
      if (!is) continue;
      const [user, item] = [table.user[entry], table.item[entry]];
      const base = within(biases.predict(user, item));
      const blended = models.reduce(
        (sum, model, m) => sum + weights[m] * (within(model.predict(user, item)) - base),
        base,
      );
      loss += (table.value[entry] - blended) ** 2;
    }
    return loss;
  };
}
