/** The rows of the highest scores so far, at most `depth` of them; of equal scores the lower row is the better. */
export interface Top {
  offer(row: number, score: number): void;
  /** Whether it would be kept now. */
  accepts(row: number, score: number): boolean;
  /** Best first. Ends the collection. */
  finish(): { readonly rows: Uint32Array; readonly scores: Float64Array };
}

export function createTop(depth: number): Top {
  const heap: Heap = { rows: new Uint32Array(depth), scores: new Float64Array(depth) };
  let size = 0;
  const accepts = (row: number, score: number) => size < depth || (depth > 0 && !isWorse(heap, row, score, 0));
  return {
    accepts,
    offer: (row, score) => {
      if (size < depth) push(heap, row, score, size++);
      else if (accepts(row, score)) replaceTop(heap, row, score, size);
    },
    finish: () => {
      const { rows, scores } = heap;
      // The worst goes to the end, again and again, as in heapsort.
      for (let last = size - 1; last > 0; last--) {
        const [row, score] = [rows[last]!, scores[last]!];
        put(heap, last, rows[0]!, scores[0]!);
        replaceTop(heap, row, score, last);
      }
      return { rows: rows.subarray(0, size), scores: scores.subarray(0, size) };
    },
  };
}

/** A binary heap with the worst of the kept rows on top. */
interface Heap {
  readonly rows: Uint32Array;
  readonly scores: Float64Array;
}

function isWorse({ rows, scores }: Heap, row: number, score: number, place: number): boolean {
  return score < scores[place]! || (score === scores[place]! && row > rows[place]!);
}

function put({ rows, scores }: Heap, place: number, row: number, score: number): void {
  rows[place] = row;
  scores[place] = score;
}

/** Puts a row at the end of `size` rows and lets it rise to its place. */
function push(heap: Heap, row: number, score: number, size: number): void {
  let place = size;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isWorse(heap, row, score, parent)) break;
    put(heap, place, heap.rows[parent]!, heap.scores[parent]!);
    place = parent;
  }
  put(heap, place, row, score);
}

/** Puts a row on top and lets it sink to its place among the first `size`. */
function replaceTop(heap: Heap, row: number, score: number, size: number): void {
  const { rows, scores } = heap;
  let place = 0;
  for (let child = 1; child < size; child = 2 * place + 1) {
    const right = child + 1;
    const worse = right < size && isWorse(heap, rows[right]!, scores[right]!, child) ? right : child;
    if (isWorse(heap, row, score, worse)) break;
    put(heap, place, rows[worse]!, scores[worse]!);
    place = worse;
  }
  put(heap, place, row, score);
}
