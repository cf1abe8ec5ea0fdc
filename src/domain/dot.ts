/**
 * The inner product of a query with the numbers of `data` from `start` on. Four sums at a time, so that the processor need
 * not wait for each addition.
 */
export function dot(data: Float32Array | Int16Array | Int8Array, start: number, query: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = query.length - (query.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += data[start + i]! * query[i]!;
    b += data[start + i + 1]! * query[i + 1]!;
    c += data[start + i + 2]! * query[i + 2]!;
    d += data[start + i + 3]! * query[i + 3]!;
  }
  for (let i = whole; i < query.length; i++) a += data[start + i]! * query[i]!;
  return a + b + c + d;
}
