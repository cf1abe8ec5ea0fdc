import type { RatingTable } from '#src/cf/ratings/table';
import { VitrineError } from '#src/errors';
import { h32 } from '../h32.ts';

export interface FoldOptions {
  /** 2 and up. */
  readonly folds: number;
  /** Another seed divides the ratings another way. */
  readonly seed: number;
}

/** Entries of the table: `test` are those of the fold, `train` all others. */
export interface Fold {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** The fold of a rating, by its ids alone: the order of a file does not matter, nor what else is in it. */
export function foldOf(user: string, item: string, { folds, seed }: FoldOptions): number {
  return h32(`${seed}:${user}:${item}`) % folds;
}

/** Every rating is in the test of exactly one fold. Throws `source_invalid` when there are too few ratings for that. */
export function divide(table: RatingTable, options: FoldOptions): Fold[] {
  const { users, items, user, item } = table;
  const own = Uint32Array.from(user, (u, entry) => foldOf(users[u], items[item[entry]], options));
  const entries = Uint32Array.from(user.keys());
  const divided = Array.from({ length: options.folds }, (_, fold) => ({
    train: entries.filter((entry) => own[entry] !== fold),
    test: entries.filter((entry) => own[entry] === fold),
  }));
  if (divided.some(({ train, test }) => train.length === 0 || test.length === 0))
    throw new VitrineError(
      'source_invalid',
      `${entries.length} ratings are too few for ${options.folds} folds: one of them would be empty. ` +
        'Give more ratings, or fewer folds by --folds.',
    );
  return divided;
}
