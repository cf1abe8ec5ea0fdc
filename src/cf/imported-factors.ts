import { VitrineError } from '#src/errors';
import type { Factors } from './als.ts';
import type { Dictionary } from './dictionary.ts';

/** Factors trained elsewhere, e.g. by a Spark job. */
export interface ImportedFactors {
  readonly factors: number;
  readonly users: ReadonlyMap<string, Float32Array>;
  readonly items: ReadonlyMap<string, Float32Array>;
}

export interface FactorsReader {
  /** Takes a row `{kind: "user" | "item", id, vector: [numbers]}`; `place` names it in errors. Of repeated ids the last counts. */
  add(row: Readonly<Record<string, unknown>>, place: string): void;
  /** Throws `source_invalid` when no item came. */
  build(): ImportedFactors;
}

/** Reads factors row by row. Throws `source_invalid`, with the place, at the first row that is none: half a training is none. */
export function createFactorsReader(): FactorsReader {
  const sides = { user: new Map<string, Float32Array>(), item: new Map<string, Float32Array>() };
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
      if (kind !== 'user' && kind !== 'item') return refuse(`kind is ${JSON.stringify(kind)}`);
      if ((typeof id !== 'string' && typeof id !== 'number' && typeof id !== 'bigint') || id === '')
        return refuse(`id is ${JSON.stringify(id)}`);
      const numbers = numbersOf(vector);
      if (!numbers) return refuse('vector is no list of finite numbers');
      factors ||= numbers.length;
      if (numbers.length !== factors)
        return refuse(`vector has ${numbers.length} numbers and those before it ${factors}`);
      sides[kind].set(String(id), numbers);
    },
    build() {
      if (sides.item.size === 0) throw new VitrineError('source_invalid', 'There are no factors of items to import.');
      return { factors, users: sides.user, items: sides.item };
    },
  };
}

/** The factors in the numbering of a training; users and items without any get zeros. */
export function alignFactors(
  { factors, users, items }: ImportedFactors,
  to: { users: Dictionary; items: Dictionary },
): Factors {
  return { factors, users: align(users, to.users, factors), items: align(items, to.items, factors) };
}

function align(vectors: ReadonlyMap<string, Float32Array>, { ids }: Dictionary, factors: number): Float32Array {
  const rows = new Float32Array(ids.length * factors);
  ids.forEach((id, number) => {
    const vector = vectors.get(id);
    if (vector) rows.set(vector, number * factors);
  });
  return rows;
}

function numbersOf(value: unknown): Float32Array | undefined {
  if (!Array.isArray(value) && !(value instanceof Float32Array) && !(value instanceof Float64Array)) return undefined;
  const numbers = Float32Array.from(value, (one) => (typeof one === 'number' ? one : Number.NaN));
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
}
