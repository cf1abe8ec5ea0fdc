import { dot } from '#src/domain/dot';
import { withRoom } from './columns/growable.ts';
import type { State } from './state.ts';
import { vectorColumn } from './table-rows.ts';
import type { Tables } from './tables.ts';

/**
 * The vectors of one space of texts, all of them in memory with 16 bits a number, each in parts of its own greatest: cosines
 * to within .00003.
 */
export interface HeldTexts {
  /** Whether it had not to give everything up. */
  readonly holds: boolean;
  /** Replaces what is held of the row; undefined when it has no vector. */
  put(row: number, vector: Float32Array | undefined): void;
  /** The same, but keeps what was put since the process began: that is newer than any table. */
  fill(row: number, vector: Float32Array | undefined): void;
  /** NaN when the row has no vector; undefined when nothing is known of it. */
  cosine(row: number, query: Float32Array): number | undefined;
}

/** By row: nothing known yet, known to have no vector, held. */
const [UNKNOWN, NONE, HELD] = [0, 1, 2];
/** The greatest number of a vector in 16 bits. */
const GREATEST = 32_767;

/** Holds up to `mostNumbers` (rows × dimensions), or gives everything up: then no row is known any more. */
export function createHeldTexts(dimensions: number, mostNumbers: number): HeldTexts {
  let data = new Int16Array(0);
  /** By row, what 1 of its 16-bit numbers stands for. */
  let steps = new Float32Array(0);
  let known = new Uint8Array(0);
  let full = false;
  const put = (row: number, vector: Float32Array | undefined) => {
    full ||= (row + 1) * dimensions > mostNumbers;
    if (full) {
      data = new Int16Array(0);
      steps = new Float32Array(0);
      known = new Uint8Array(0);
      return;
    }
    known = withRoom(known, row + 1);
    known[row] = vector ? HELD : NONE;
    if (!vector) return;
    data = withRoom(data, (row + 1) * dimensions);
    steps = withRoom(steps, row + 1);
    steps[row] = greatestOf(vector) / GREATEST;
    const step = steps[row]! || 1;
    for (let i = 0; i < dimensions; i++) data[row * dimensions + i] = Math.round(vector[i]! / step);
  };
  return {
    get holds() {
      return !full;
    },
    put,
    fill: (row, vector) => {
      if ((known[row] ?? UNKNOWN) === UNKNOWN) put(row, vector);
    },
    cosine: (row, query) => {
      const state = known[row] ?? UNKNOWN;
      if (state === UNKNOWN) return undefined;
      return state === NONE ? Number.NaN : dot(data, row * dimensions, query) * steps[row]!;
    },
  };
}

function greatestOf(vector: Float32Array): number {
  return vector.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
}

/** Rows read from the table at once: a whole table in memory would take five times what is held of it. */
const ROWS_AT_ONCE = 4_096;

/** Reads what the table has of every space of texts, in pieces between which other work goes on. */
export async function loadHeldTexts({ manifest, spaces, columns, tuning }: State, tables: Tables): Promise<void> {
  const wanted = [...spaces.values()].flatMap(({ held, space }) =>
    held && columns.ids.length * space.dimensions <= tuning.mostHeldNumbers
      ? { held, column: vectorColumn(manifest.spaces, space.name) }
      : [],
  );
  if (wanted.length === 0) return;
  const selected = ['id', ...wanted.map(({ column }) => column)];
  const { items } = tables;
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    let read = 0;
    for await (const rows of items.query().select(selected).limit(ROWS_AT_ONCE).offset(offset)) {
      const ids = rows.getChild('id')!;
      const vectors = wanted.map(({ column }) => rows.getChild(column)!);
      for (let i = 0; i < rows.numRows; i++) {
        const row = columns.rows.get(ids.get(i) as string);
        if (row === undefined) continue;
        for (const [place, { held }] of wanted.entries()) {
          held.fill(row, (vectors[place]!.get(i) as { toArray(): Float32Array } | null)?.toArray());
        }
      }
      read += rows.numRows;
    }
    if (read < ROWS_AT_ONCE) return;
  }
}
