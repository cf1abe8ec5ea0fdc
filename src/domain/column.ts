// Columns of some thousand candidates, row by row: `Float64Array.from` with a function and `map` take ten times as long.

/** A number for each row. */
export function floats(rows: number, of: (row: number) => number): Float64Array {
  const column = new Float64Array(rows);
  for (let row = 0; row < rows; row++) column[row] = of(row);
  return column;
}

/** 1 for each row of which it holds. */
export function mask(rows: number, holds: (row: number) => boolean): Uint8Array {
  const column = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (holds(row)) column[row] = 1;
  return column;
}
