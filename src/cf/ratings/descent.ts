import { normals } from '../random.ts';

/** The rate of a gradient descent: falls in a straight line to a tenth of the first at the last epoch. */
export function fallingRate(first: number, epoch: number, epochs: number): number {
  return epochs < 2 ? first : first * (1 - (0.9 * epoch) / (epochs - 1));
}

/** Puts numbers into random order, in place (Fisher and Yates). */
export function shuffle(numbers: Uint32Array, random: () => number): void {
  for (let last = numbers.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = numbers[last];
    numbers[last] = numbers[other];
    numbers[other] = kept;
  }
}

/** Rows of weights, each of which learns at its own pace. */
export interface Weights {
  /** Shape [rows][width]. */
  readonly values: Float64Array;
  /** A step against the gradient `direction · amount + λ · weights` of one row; direction has the shape [width]. */
  descend(row: number, direction: Float64Array, amount: number, step: number): void;
}

/** Deviation of the first weights, and what each has learned already: it keeps the first step from being too long. */
const FIRST_WEIGHT = 0.1;
const FIRST_SQUARES = 0.1;

/** Weights by AdaGrad (Duchi, Hazan, Singer 2011): a step is divided by the root of the squared gradients so far. */
export function createWeights(rows: number, width: number, regularisation: number, seed: number): Weights {
  const values = Float64Array.from(normals(rows * width, FIRST_WEIGHT, seed));
  const squares = new Float64Array(rows * width).fill(FIRST_SQUARES);
  return {
    values,
    descend(row, direction, amount, step) {
      for (let unit = 0, at = row * width; unit < width; unit++, at++) {
        const gradient = direction[unit] * amount + regularisation * values[at];
        squares[at] += gradient * gradient;
        values[at] -= (step * gradient) / Math.sqrt(squares[at]);
      }
    },
  };
}
