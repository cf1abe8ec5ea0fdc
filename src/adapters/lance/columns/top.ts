/** The rows of the highest scores so far, at most `depth` of them. */
export interface Top {
  /** The score that a row must exceed to get in. */
  readonly bar: number;
  offer(row: number, score: number): void;
  /** Best first; equal scores in the order of rows. Ends the collection. */
  finish(): { readonly rows: Uint32Array; readonly scores: Float64Array };
}

/** A binary heap with the lowest of the kept scores on top. */
export function createTop(depth: number): Top {
  const rows = new Uint32Array(depth);
  const scores = new Float64Array(depth);
  let size = 0;

  const swap = (a: number, b: number) => {
    [rows[a], rows[b]] = [rows[b]!, rows[a]!];
    [scores[a], scores[b]] = [scores[b]!, scores[a]!];
  };
  const rise = (at: number) => {
    for (let parent = (at - 1) >> 1; at > 0 && scores[at]! < scores[parent]!; parent = (at - 1) >> 1) {
      swap(at, parent);
      at = parent;
    }
  };
  const sink = () => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= size) return;
      const child = left + 1 < size && scores[left + 1]! < scores[left]! ? left + 1 : left;
      if (scores[child]! >= scores[at]!) return;
      swap(at, child);
      at = child;
    }
  };
  return {
    get bar() {
      return size < depth ? -Infinity : depth === 0 ? Infinity : scores[0]!;
    },
    offer: (row, score) => {
      if (size < depth) {
        rows[size] = row;
        scores[size] = score;
        rise(size++);
      } else if (depth > 0 && score > scores[0]!) {
        rows[0] = row;
        scores[0] = score;
        sink();
      }
    },
    finish: () => {
      const order = Array.from({ length: size }, (_, i) => i).sort(
        (a, b) => scores[b]! - scores[a]! || rows[a]! - rows[b]!,
      );
      return { rows: Uint32Array.from(order, (i) => rows[i]!), scores: Float64Array.from(order, (i) => scores[i]!) };
    },
  };
}
