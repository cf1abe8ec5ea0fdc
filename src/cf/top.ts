/**
 * The places of the `count` greatest of `scores`, best first; equal scores in the order of their places. NaN and
 * anything that is not above `above` are left out. A heap of `count` places: linear in `scores` for few of many.
 */
export function topPlaces(
  scores: Float32Array | Float64Array,
  count: number,
  above: number = Number.NEGATIVE_INFINITY,
): Uint32Array {
  const isWorse = (a: number, b: number): boolean => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const heap = new Uint32Array(Math.max(0, Math.min(count, scores.length)));
  let size = 0;
  for (let place = 0; place < scores.length && heap.length > 0; place++) {
    if (!(scores[place] > above)) continue;
    if (size < heap.length) rise(heap, place, size++, isWorse);
    else if (isWorse(heap[0], place)) sink(heap, place, isWorse);
  }
  return heap.slice(0, size).sort((a, b) => (isWorse(a, b) ? 1 : -1));
}

type IsWorse = (a: number, b: number) => boolean;

/** Puts a place at the end and lets it rise to where it belongs; the worst is always on top. */
function rise(heap: Uint32Array, place: number, end: number, isWorse: IsWorse): void {
  let child = end;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(place, heap[parent])) break;
    heap[child] = heap[parent];
    child = parent;
  }
  heap[child] = place;
}

/** Puts a place in the stead of the first and lets it sink to where it belongs. */
function sink(heap: Uint32Array, place: number, isWorse: IsWorse): void {
  let parent = 0;
  for (let left = 1; left < heap.length; left = 2 * parent + 1) {
    const child = left + 1 < heap.length && isWorse(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isWorse(heap[child], place)) break;
    heap[parent] = heap[child];
    parent = child;
  }
  heap[parent] = place;
}
