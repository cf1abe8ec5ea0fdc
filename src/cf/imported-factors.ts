import { VitrineError } from '#src/errors';
import type { Factors } from './als.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';

/** Factors trained elsewhere, e.g. by a Spark job. */
export interface ImportedFactors {
  readonly factors: number;
  readonly users: FactorTable;
  readonly items: FactorTable;
}

export interface FactorTable {
  readonly ids: readonly string[];
  /** Shape [ids][factors]. */
  readonly vectors: Float32Array;
}

const FACTOR_KINDS = ['user', 'item'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

export interface FactorsReader {
  /** Takes a row `{kind: "user" | "item", id, vector: [numbers]}`; `place` names it in errors. Of repeated ids the last counts. */
  add(row: Readonly<Record<string, unknown>>, place: string): void;
  /** Throws `source_invalid` when no item came. */
  build(): ImportedFactors;
}

/** Reads factors row by row. Throws `source_invalid`, with the place, at the first row that is none: half a training is none. */
export function createFactorsReader(): FactorsReader {
  const sides = { user: createGrowingTable(), item: createGrowingTable() };
  let factors = 0;
  return {
    add(row, place) {
      const { kind, id, vector } = row;
      const refuse = (what: string): never => {
        throw new VitrineError(
          'source_invalid',
          `${place}: ${what}. Rows of factors have kind (user or item), id (text) and vector (numbers, equally many).`,
        );
      };
      if (kind !== 'user' && kind !== 'item') return refuse(`kind is ${shown(kind)}`);
      if ((typeof id !== 'string' && typeof id !== 'number' && typeof id !== 'bigint') || id === '')
        return refuse(`id is ${shown(id)}`);
      const numbers = numbersOf(vector);
      if (!numbers) return refuse('vector is no list of finite numbers');
      factors ||= numbers.length;
      if (numbers.length !== factors)
        return refuse(`vector has ${numbers.length} numbers and those before it ${factors}`);
      sides[kind].set(String(id), numbers);
    },
    build() {
      const items = sides.item.build();
      if (items.ids.length === 0) throw new VitrineError('source_invalid', 'There are no factors of items to import.');
      return { factors, users: sides.user.build(), items };
    },
  };
}

/** The factors in the numbering of a training; users and items without any get zeros, and none where no user has any. */
export function alignFactors(
  { factors, users, items }: ImportedFactors,
  to: { users: Dictionary; items: Dictionary },
): Factors {
  return { factors, users: align(users, to.users, factors), items: align(items, to.items, factors) };
}

function align({ ids, vectors }: FactorTable, to: Dictionary, factors: number): Float32Array {
  if (ids.length === 0) return new Float32Array(0);
  const rows = new Float32Array(to.size * factors);
  ids.forEach((id, row) => {
    const number = to.indexOf(id);
    if (number >= 0) rows.set(vectors.subarray(row * factors, (row + 1) * factors), number * factors);
  });
  return rows;
}

const FIRST_CAPACITY = 4096;

/** Vectors of one length, one after the other in an array that grows. */
function createGrowingTable() {
  const dictionary = createDictionary();
  let vectors = new Float32Array(FIRST_CAPACITY);
  let width = 0;
  return {
    set(id: string, vector: Float32Array): void {
      width = vector.length;
      const at = dictionary.add(id) * width;
      if (at + width > vectors.length) {
        const larger = new Float32Array(Math.max(2 * vectors.length, at + width));
        larger.set(vectors);
        vectors = larger;
      }
      vectors.set(vector, at);
    },
    build: (): FactorTable => ({
      ids: dictionary.ids,
      vectors: vectors.slice(0, dictionary.ids.length * width),
    }),
  };
}

function shown(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'missing');
}

function numbersOf(value: unknown): Float32Array | undefined {
  if (!Array.isArray(value) && !(value instanceof Float32Array) && !(value instanceof Float64Array)) return undefined;
  const numbers = Float32Array.from(value, (one) => (typeof one === 'number' ? one : Number.NaN));
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
}
