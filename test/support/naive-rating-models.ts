import { createRandom, normals } from '#src/cf/random';
import { fallingRate, shuffle } from '#src/cf/ratings/descent';
import { FACTOR_DEFAULTS } from '#src/cf/ratings/factors';
import type { NeighbourOptions } from '#src/cf/ratings/neighbours';
import { average, type Notes, naiveBiases, naiveSimilarity, turned } from './naive-ratings.ts';

type Predict = (user: number, item: number) => number;

/** Similarities nearer to each other than this are equal but for rounding: any of them may be the k-th. */
const SAME = 1e-8;

/** The formula of `NeighbourOptions` read aloud: one prediction for each choice of the k nearest among equals. */
export function naiveNeighbours(notes: Notes, options: NeighbourOptions): (user: number, item: number) => number[] {
  const { axis, similarity, shrink, k, dissimilar, base, expected, denominator, damping } = options;
  const biases = naiveBiases(notes);
  const rows = axis === 'users' ? notes : turned(notes);
  const biasOf = (row: number, column: number) => (axis === 'users' ? biases.of(row, column) : biases.of(column, row));
  const meanOf = (row: number) => average([...(rows.get(row)?.values() ?? [])], Number.NaN);
  const compared = new Map(
    [...rows].map(([row, own]) => [
      row,
      new Map(
        [...own].map(([column, value]) => [column, similarity === 'pearson' ? value : value - biasOf(row, column)]),
      ),
    ]),
  );
  return (user, item) => {
    const [row, column] = axis === 'users' ? [user, item] : [item, user];
    const own = rows.get(row);
    const from = base === 'mean' && own ? meanOf(row) : biases.of(user, item);
    if (!own) return [from];
    const found = [...rows]
      .filter(([other, rated]) => other !== row && rated.has(column))
      .map(([other, rated]) => ({
        sim: naiveSimilarity(compared.get(row)!, compared.get(other)!, similarity, shrink),
        deviation: rated.get(column)! - (expected === 'mean' ? meanOf(other) : biasOf(other, column)),
      }))
      .filter(({ sim }) => (dissimilar === 'ignored' ? sim > 0 : sim !== 0))
      .sort((a, b) => b.sim - a.sim);
    if (found.length === 0) return [from];
    const least = found[Math.min(k, found.length) - 1]!.sim;
    const sure = found.filter(({ sim }) => sim > least + SAME);
    const equal = found.filter(({ sim }) => Math.abs(sim - least) <= SAME);
    return chosen(equal, Math.min(k, found.length) - sure.length).map((rest) => {
      const neighbours = [...sure, ...rest];
      const over = neighbours.reduce((sum, { sim, deviation }) => sum + sim * deviation, 0);
      const under =
        denominator === 'absolute'
          ? neighbours.reduce((sum, { sim }) => sum + Math.abs(sim), 0)
          : Math.sqrt(neighbours.reduce((sum, { sim }) => sum + sim * sim, 0));
      return from + (damping * over) / under;
    });
  };
}

/** All ways to choose so many of a list. */
function chosen<One>(list: readonly One[], count: number): One[][] {
  if (count === 0) return [[]];
  return list.flatMap((one, at) => chosen(list.slice(at + 1), count - 1).map((rest) => [one, ...rest]));
}

export interface NaiveFactorOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  readonly users: number;
  readonly items: number;
}

/** e = r − r̂; b += γ (e − λ_b b); p += γ (e q − λ p); q += γ (e p − λ q), with vectors as lists. */
export function naiveFactors(notes: Notes, { factors, epochs, rate, seed, users, items }: NaiveFactorOptions): Predict {
  const { regularisation, biasRegularisation, spread } = FACTOR_DEFAULTS;
  const biases = naiveBiases(notes);
  const vectors = (rows: number, own: number): number[][] => {
    const drawn = normals(rows * factors, spread, own);
    return Array.from({ length: rows }, (_, row) => [...drawn.subarray(row * factors, (row + 1) * factors)]);
  };
  const [p, q] = [vectors(users, seed), vectors(items, seed + 1)];
  const userBias = Array.from({ length: users }, (_, user) => biases.of(user, -1) - biases.mean);
  const itemBias = Array.from({ length: items }, (_, item) => biases.of(-1, item) - biases.mean);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, f) => sum + value * b[f], 0);
  const sorted = [...notes]
    .flatMap(([user, own]) => [...own].map(([item, value]) => ({ user, item, value })))
    .sort((a, b) => a.user - b.user || a.item - b.item);
  const order = Uint32Array.from(sorted.keys());
  const random = createRandom(seed + 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const gamma = fallingRate(rate, epoch, epochs);
    for (const at of order) {
      const { user, item, value } = sorted[at];
      const error = value - biases.mean - userBias[user] - itemBias[item] - dot(p[user], q[item]);
      userBias[user] += gamma * (error - biasRegularisation * userBias[user]);
      itemBias[item] += gamma * (error - biasRegularisation * itemBias[item]);
      const before = p[user];
      p[user] = before.map((value, f) => value + gamma * (error * q[item][f] - regularisation * value));
      q[item] = q[item].map((value, f) => value + gamma * (error * before[f] - regularisation * value));
    }
  }
  const isRated = (item: number) => [...notes.values()].some((own) => own.has(item));
  return (user, item) =>
    biases.mean + userBias[user] + itemBias[item] + (notes.has(user) && isRated(item) ? dot(p[user], q[item]) : 0);
}

/** The ridge regression of each user by plain elimination. */
export function naiveContent(
  notes: Notes,
  featuresOf: (item: number) => readonly string[],
  names: readonly string[],
  ridge: number,
): Predict {
  const biases = naiveBiases(notes);
  const vector = (item: number): number[] => {
    const own = featuresOf(item);
    return names.map((name) => (own.includes(name) ? 1 / Math.sqrt(own.length) : 0));
  };
  const profiles = new Map(
    [...notes].map(([user, own]) => {
      const rows = [...own].map(([item, value]) => ({ x: vector(item), e: value - biases.of(user, item) }));
      const matrix = names.map((_, f) => [
        ...names.map((_, g) => rows.reduce((sum, { x }) => sum + x[f] * x[g], f === g ? ridge : 0)),
        rows.reduce((sum, { x, e }) => sum + x[f] * e, 0),
      ]);
      return [user, eliminate(matrix)];
    }),
  );
  return (user, item) =>
    biases.of(user, item) + vector(item).reduce((sum, value, f) => sum + value * (profiles.get(user)?.[f] ?? 0), 0);
}

/** Gauss and Jordan on rows that end with the right-hand side. */
function eliminate(matrix: number[][]): number[] {
  for (const [at, pivot] of matrix.entries()) {
    const scale = pivot[at];
    for (let column = 0; column < pivot.length; column++) pivot[column] /= scale;
    for (const [other, row] of matrix.entries()) {
      const factor = row[at];
      if (other !== at) for (let column = 0; column < row.length; column++) row[column] -= factor * pivot[column];
    }
  }
  return matrix.map((row) => row.at(-1)!);
}
