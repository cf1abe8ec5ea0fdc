import { describe, expect, it } from 'vitest';
import { numberedIds } from '#src/cf/dictionary';
import { drawRows, type SparseMatrix } from '#src/cf/sparse';

/** Row n has the columns given; values are row · 10 + column. */
function matrix(rows: readonly (readonly number[])[]): SparseMatrix {
  const offsets = Uint32Array.from([0, ...rows.map((_, n) => rows.slice(0, n + 1).flat().length)]);
  const values = Float32Array.from(rows.flatMap((row, n) => row.map((column) => n * 10 + column)));
  return { rows: rows.length, columns: 5, offsets, indices: Uint32Array.from(rows.flat()), values };
}

describe('drawing rows', () => {
  it('takes every n-th of those that tell what goes together', () => {
    const whole = matrix([[1], [0, 2], [], [1, 3], [0, 4], [2, 3], [4]]);
    const drawn = drawRows(whole, 5);
    expect(drawn.rows).toBe(2);
    expect([...drawn.offsets]).toEqual([0, 2, 4]);
    expect([...drawn.indices]).toEqual([0, 2, 0, 4]);
    expect([...drawn.values]).toEqual([10, 12, 40, 44]);
  });

  it('leaves a matrix alone that has no more', () => {
    const whole = matrix([[1], [0, 2]]);
    expect(drawRows(whole, 3)).toBe(whole);
    expect(drawRows(matrix([[1], [2], [3]]), 2)).toMatchObject({ rows: 0, columns: 5 });
  });
});

it('ids that are numbers are those numbers, and nothing else is one', () => {
  const ids = numberedIds(11);
  expect([ids.size, ids.ids.length, ids.ids[10]]).toEqual([11, 11, '10']);
  expect(['0', '10', '11', '-1', '01', '1.5', '', ' 1', 'x'].map(ids.indexOf)).toEqual([
    0, 10, -1, -1, -1, -1, -1, -1, -1,
  ]);
});
