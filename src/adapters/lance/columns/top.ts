/** The rows of the highest scores so far, at most `depth` of them; of equal scores the lower row is the better. */
export interface Top {
  offer(row: number, score: number): void;
  /** Best first. Ends the collection. */
  finish(): { readonly rows: Uint32Array; readonly scores: Float64Array };
}

/** A binary heap with the worst of the kept rows on top. */
export function createTop(depth: number): Top {
  const rows = new Uint32Array(depth);
  const scores = new Float64Array(depth);
  let size = 0;

  const isWorse = (row: number, score: number, place: number) =>
    score < scores[place]! || (score === scores[place]! && row > rows[place]!);
  const put = (place: number, row: number, score: number) => {
    rows[place] = row;
    scores[place] = score;
  };
  /** Puts a row at the end and lets it rise to its place. */
  const push = (row: number, score: number) => {
    let place = size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isWorse(row, score, parent)) break;
      put(place, rows[parent]!, scores[parent]!);
      place = parent;
    }
    put(place, row, score);
  };
  /** Puts a row on top and lets it sink to its place among the first `length`. */
  const replaceTop = (row: number, score: number, length: number) => {
    let place = 0;
    for (let child = 1; child < length; child = 2 * place + 1) {
      const right = child + 1;
      const worse = right < length && isWorse(rows[right]!, scores[right]!, child) ? right : child;
      if (isWorse(row, score, worse)) break;
      put(place, rows[worse]!, scores[worse]!);
      place = worse;
    }
    put(place, row, score);
  };
  return {
    offer: (row, score) => {
      if (size < depth) push(row, score);
      else if (depth > 0 && !isWorse(row, score, 0)) replaceTop(row, score, size);
    },
    finish: () => {
      // The worst goes to the end, again and again, as in heapsort.
      for (let last = size - 1; last > 0; last--) {
        const [row, score] = [rows[last]!, scores[last]!];
        put(last, rows[0]!, scores[0]!);
        replaceTop(row, score, last);
      }
      return { rows: rows.subarray(0, size), scores: scores.subarray(0, size) };
    },
  };
}
