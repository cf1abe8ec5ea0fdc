import { type CodedVectors, createCodedVectors } from '#src/domain/coded-vectors';
import { withRoom } from './columns/growable.ts';
import type { Tuning } from './tuning.ts';

/** The vectors of one space of texts, all of them in memory with 16 bits a number, of large catalogs with 8. */
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

/** How much is held; when it is too much, everything is given up: then no row is known any more. */
export type HeldLimits = Pick<Tuning, 'mostFinelyHeldNumbers' | 'mostHeldNumbers'>;

/** `rows` are expected. */
export function createHeldTexts(dimensions: number, limits: HeldLimits, rows = 0): HeldTexts {
  let isFine = rows * dimensions <= limits.mostFinelyHeldNumbers;
  let vectors: CodedVectors | undefined = createCodedVectors(dimensions, isFine ? 16 : 8);
  let known = new Uint8Array(0);
  const giveUp = () => {
    vectors = undefined;
    known = new Uint8Array(0);
  };
  const put = (row: number, vector: Float32Array | undefined) => {
    const numbers = (row + 1) * dimensions;
    if (numbers > limits.mostHeldNumbers) giveUp();
    if (!vectors) return;
    if (isFine && numbers > limits.mostFinelyHeldNumbers) {
      vectors = coarser(vectors, dimensions, known);
      isFine = false;
    }
    known = withRoom(known, row + 1);
    known[row] = vector ? HELD : NONE;
    if (vector) vectors.put(row, vector);
  };
  return {
    get holds() {
      return vectors !== undefined;
    },
    put,
    fill: (row, vector) => {
      if ((known[row] ?? UNKNOWN) === UNKNOWN) put(row, vector);
    },
    cosine: (row, query) => {
      const state = known[row] ?? UNKNOWN;
      if (state === UNKNOWN) return undefined;
      return state === NONE ? Number.NaN : vectors!.product(row, query);
    },
  };
}

function coarser(fine: CodedVectors, dimensions: number, known: Uint8Array): CodedVectors {
  const coarse = createCodedVectors(dimensions, 8);
  for (let row = 0; row < known.length; row++) if (known[row] === HELD) coarse.put(row, fine.vectorOf(row));
  return coarse;
}
