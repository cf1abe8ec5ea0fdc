/**
 * The places of the `count` greatest of `scores`, best first; equal scores in the order of their places. NaN and
 * anything that is not above `above` are left out. A heap of `count` places: linear in `scores` for few of many.
 */
export function topPlaces(
  scores: Float32Array | Float64Array,
  count: number,
  above: number = Number.NEGATIVE_INFINITY,
): Uint32Array {
  const heap: number[] = [];
  const isWorse = (a: number, b: number): boolean => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  if (count < 1) return new Uint32Array(0);
  for (let place = 0; place < scores.length; place++) {
    if (!(scores[place] > above)) continue;
    if (heap.length < count) rise(heap, heap.push(place) - 1, isWorse);
    else if (isWorse(heap[0], place)) {
      heap[0] = place;
      sink(heap, isWorse);
    }
  }
  return Uint32Array.from(heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)));
}

type IsWorse = (a: number, b: number) => boolean;

function rise(heap: number[], from: number, isWorse: IsWorse): void {
  for (let child = from; child > 0; ) {
    const parent = (child - 1) >> 1;
    if (!isWorse(heap[child], heap[parent])) return;
    [heap[child], heap[parent]] = [heap[parent], heap[child]];
    child = parent;
  }
}

/** Lets the first sink to where it belongs; the worst is always on top. */
function sink(heap: number[], isWorse: IsWorse): void {
  for (let parent = 0; ; ) {
    const left = 2 * parent + 1;
    if (left >= heap.length) return;
    const child = left + 1 < heap.length && isWorse(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isWorse(heap[child], heap[parent])) return;
    [heap[child], heap[parent]] = [heap[parent], heap[child]];
    parent = child;
  }
}
