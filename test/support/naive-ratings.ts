import { createRatingTableBuilder, type RatingTable } from '#src/cf/ratings/table';

/** Ratings as somebody would write them down: user → item → rating. */
export type Notes = ReadonlyMap<number, ReadonlyMap<number, number>>;

export type Triple = readonly [user: number, item: number, value: number];

/** A table in which users and items have the numbers of the triples, below `users` and `items`. */
export function tableOf(triples: readonly Triple[], users: number, items: number): RatingTable {
  const builder = createRatingTableBuilder({ min: 1, max: 5 });
  for (const [user, item, value] of triples) builder.add(String(user), String(item), value);
  const table = builder.build();
  const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));
  return {
    ...table,
    users: ids(users),
    items: ids(items),
    user: table.user.map((user) => Number(table.users[user])),
    item: table.item.map((item) => Number(table.items[item])),
  };
}

export function notesOf(triples: readonly Triple[]): Notes {
  const notes = new Map<number, Map<number, number>>();
  for (const [user, item, value] of triples) notes.set(user, (notes.get(user) ?? new Map()).set(item, value));
  return notes;
}

/** Item → user → rating. */
export function turned(notes: Notes): Notes {
  return notesOf([...notes].flatMap(([user, own]) => [...own].map(([item, value]) => [item, user, value] as const)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const average = (values: readonly number[], otherwise: number): number =>
  values.length === 0 ? otherwise : sum(values) / values.length;

export interface NaiveBiases {
  readonly mean: number;
  readonly of: (user: number, item: number) => number;
}

/** b_i = Σ (r − μ − b_u) / (n + 2), b_u = Σ (r − μ − b_i) / (n + 5), ten times. */
export function naiveBiases(notes: Notes): NaiveBiases {
  const mean = average(
    [...notes.values()].flatMap((own) => [...own.values()]),
    3,
  );
  const [user, item] = [new Map<number, number>(), new Map<number, number>()];
  const solve = (rows: Notes, own: Map<number, number>, other: Map<number, number>, shrink: number): void => {
    for (const [row, rated] of rows) {
      const rests = [...rated].map(([column, value]) => value - mean - (other.get(column) ?? 0));
      own.set(row, sum(rests) / (rests.length + shrink));
    }
  };
  for (let sweep = 0; sweep < 10; sweep++) {
    solve(turned(notes), item, user, 2);
    solve(notes, user, item, 5);
  }
  return { mean, of: (u, i) => mean + (user.get(u) ?? 0) + (item.get(i) ?? 0) };
}

/** The correlation over common columns, shrunk; `about` says what is taken from a row's values first. */
export function naiveSimilarity(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  kind: 'pearson' | 'residual',
  shrink: number,
): number {
  const common = [...a.keys()].filter((column) => b.has(column)).sort((x, y) => x - y);
  const n = common.length;
  if (n < 2) return 0;
  const centred = (row: ReadonlyMap<number, number>): number[] => {
    const values = common.map((column) => row.get(column)!);
    return kind === 'pearson' ? values.map((value) => value - sum(values) / n) : values;
  };
  const [x, y] = [centred(a), centred(b)];
  const scale = Math.sqrt(sum(x.map((value) => value ** 2)) * sum(y.map((value) => value ** 2)));
  if (scale < 1e-9) return 0;
  return ((sum(x.map((value, at) => value * y[at])) / scale) * (n - 1)) / (n - 1 + shrink);
}
