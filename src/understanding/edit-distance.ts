/**
 * Least number of letters left out, put in, changed or swapped with their neighbour that makes one word of the other
 * (Damerau 1964, each place touched once), or `most` + 1 as soon as it is more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (isSame ? 0 : 1),
        isSwapped ? last[j - 2]! + 1 : Infinity,
      );
    }
    if (Math.min(...next) > most) return most + 1;
    last = row;
    row = next;
  }
  return row[b.length]!;
}
