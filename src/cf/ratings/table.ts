import { VitrineError } from '#src/errors';
import { createDictionary } from '../dictionary.ts';

/** Lowest and highest rating that there can be, both included. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
}

/** Every rating once: the n-th is `value[n]`, by the user `users[user[n]]` for the item `items[item[n]]`. */
export interface RatingTable {
  /** Ids, in the order in which they first came. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  /** Shape [ratings], as `item` and `value`. */
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  /** Within the scale. */
  readonly value: Float64Array;
  readonly scale: RatingScale;
  /** Ratings that a later one of the same user for the same item replaced. */
  readonly repeats: number;
}

/** Gathers ratings into a table. */
export interface RatingTableBuilder {
  /** Takes a rating, or answers why not: the same words for all of a kind. */
  add(user: string, item: string, value: number): string | undefined;
  /** Of repeated ratings of a user for an item the last counts. */
  build(): RatingTable;
}

/** Throws `usage` for a scale without a range. */
export function createRatingTableBuilder(scale: RatingScale): RatingTableBuilder {
  const { min, max } = scale;
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < max))
    throw new VitrineError('usage', `${min}..${max} is no scale: give the lowest and the highest rating, as 1..5.`);
  const users = createDictionary();
  const items = createDictionary();
  const user: number[] = [];
  const item: number[] = [];
  const value: number[] = [];
  return {
    add(userId, itemId, rating) {
      if (!Number.isFinite(rating)) return 'the rating is not a number';
      if (rating < min || rating > max) return `the rating is outside ${min}..${max}`;
      user.push(users.add(userId));
      item.push(items.add(itemId));
      value.push(rating);
      return undefined;
    },
    build() {
      const kept = lastOfEach(user, item, users.ids.length);
      return {
        users: users.ids,
        items: items.ids,
        user: kept.map((entry) => user[entry]),
        item: kept.map((entry) => item[entry]),
        value: Float64Array.from(kept, (entry) => value[entry]),
        scale,
        repeats: value.length - kept.length,
      };
    },
  };
}

/** Entries that no later one of the same user and item replaces, in their order. */
function lastOfEach(user: readonly number[], item: readonly number[], userCount: number): Uint32Array {
  const seen = Array.from({ length: userCount }, () => new Set<number>());
  const kept: number[] = [];
  for (let entry = user.length - 1; entry >= 0; entry--) {
    const items = seen[user[entry]];
    if (items.has(item[entry])) continue;
    items.add(item[entry]);
    kept.push(entry);
  }
  return Uint32Array.from(kept.reverse());
}
