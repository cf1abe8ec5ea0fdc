/**
 * Where factors of items are asked for the nearest to a shopper: in memory of the program, where they are, or in Qdrant as a
 * named vector that is added to an index and filled by partial updates (docs/decisions/0013).
 *
 *     QDRANT_URL=http://127.0.0.1:6333 npm run -s bench:factors -- ITEMS
 *
 * Makes a collection of its own, with vectors of texts and one of ten words for each item, and removes it. Prints
 * milliseconds, and items a second of the partial update; recall is of the items that memory finds.
 */
import { QdrantClient } from '@qdrant/js-client-rest';
import { itemPoint } from '#src/adapters/qdrant/ids';
import { createFoldIn } from '#src/cf/fold-in';
import { createRandom } from '#src/cf/random';
import { topPlaces } from '#src/cf/top';
import { machine, quantile, spread } from './support/figures.ts';

const items = Number(process.argv[2]);
const url = process.env.QDRANT_URL;
if (!(items > 0) || !url) {
  console.error('usage: QDRANT_URL=… bench:factors ITEMS');
  process.exit(2);
}
const FACTORS = 64;
const TEXT_DIMENSIONS = 256;
const WORDS = 10;
const HISTORY = 5;
const SHOPPERS = 200;
const DEPTH = 200;
const AT_ONCE = 1_000;
const COLLECTION = `vitrine-bench-factors-${process.pid}`;

const random = createRandom(7);
/** As ALS gives them: some ways count more than others, and few items have much longer vectors than most. */
const factors = Float32Array.from(
  { length: items * FACTORS },
  (_, at) => (random() - 0.5) / Math.sqrt(1 + (at % FACTORS) / 4) / (1 + Math.floor(at / FACTORS)) ** 0.2,
);
const client = new QdrantClient({ url, timeout: 600_000, headers: { 'accept-encoding': 'identity' } });
console.log(`${machine()}; ${items} items, ${FACTORS} factors, ${DEPTH} asked for`);
try {
  const asked = inMemory();
  await fill();
  await updatePartially('factors_1');
  await inQdrant('factors_1', asked);
  const start = performance.now();
  await client.deleteVectorName(COLLECTION, 'factors_1');
  console.log(`dropped the vector's name: ${(performance.now() - start).toFixed(0)} ms`);
} finally {
  await client.deleteCollection(COLLECTION);
}

interface Asked {
  readonly vector: Float64Array;
  /** The nearest items of those with the word, by number. */
  readonly nearest: ReadonlySet<number>;
  readonly word: number;
}

/** Folds shoppers in and looks at all items; the word is tested of each. */
function inMemory(): Asked[] {
  const foldIn = createFoldIn(factors, FACTORS);
  const times: number[] = [];
  const before = process.cpuUsage();
  const asked = Array.from({ length: SHOPPERS }, (_, shopper) => {
    const word = shopper % WORDS;
    const history = Uint32Array.from({ length: HISTORY }, () => Math.floor(random() * items));
    const start = performance.now();
    const vector = foldIn.vector({ items: history, weights: new Float64Array(HISTORY).fill(1) });
    const scores = foldIn.allAffinities(vector);
    for (let item = 0; item < items; item++) if (item % WORDS !== word) scores[item] = Number.NaN;
    const nearest = new Set(topPlaces(scores, DEPTH));
    times.push(performance.now() - start);
    return { vector, nearest, word };
  });
  const { user, system } = process.cpuUsage(before);
  const processorMs = (user + system) / 1000 / SHOPPERS;
  console.log(`in memory: ${spread(times)} ms, ${processorMs.toFixed(1)} ms of the processor`);
  return asked;
}

async function fill(): Promise<void> {
  await client.createCollection(COLLECTION, { vectors: { text: { size: TEXT_DIMENSIONS, distance: 'Cosine' } } });
  await client.createPayloadIndex(COLLECTION, { wait: true, field_name: 'word', field_schema: 'keyword' });
  for (let from = 0; from < items; from += AT_ONCE) {
    const points = someItems(from).map((item) => ({
      id: pointOf(item),
      vector: { text: Array.from({ length: TEXT_DIMENSIONS }, () => random() - 0.5) },
      payload: { item, word: String(item % WORDS) },
    }));
    await client.upsert(COLLECTION, { wait: true, points });
  }
  await settled();
}

async function updatePartially(name: string): Promise<void> {
  const added = performance.now();
  await client.createVectorName(COLLECTION, name, { dense: { size: FACTORS, distance: 'Dot' } });
  console.log(`added the vector's name: ${(performance.now() - added).toFixed(0)} ms`);
  const start = performance.now();
  for (let from = 0; from < items; from += AT_ONCE) {
    const points = someItems(from).map((item) => ({
      id: pointOf(item),
      vector: { [name]: Array.from(factors.subarray(item * FACTORS, (item + 1) * FACTORS)) },
    }));
    await client.updateVectors(COLLECTION, { wait: true, points });
  }
  const written = (performance.now() - start) / 1000;
  await settled();
  const indexed = (performance.now() - start) / 1000;
  console.log(
    `partial update: ${Math.round(items / written)} items a second; ${written.toFixed(1)} s, and indexed after ${indexed.toFixed(1)} s`,
  );
}

async function inQdrant(name: string, asked: readonly Asked[]): Promise<void> {
  const times: number[] = [];
  const recalls: number[] = [];
  for (const { vector, nearest, word } of asked) {
    const start = performance.now();
    const { points } = await client.query(COLLECTION, {
      query: Array.from(vector),
      using: name,
      limit: DEPTH,
      filter: { must: [{ key: 'word', match: { value: String(word) } }] },
      with_payload: ['item'],
    });
    times.push(performance.now() - start);
    recalls.push(points.filter(({ payload }) => nearest.has(Number(payload?.item))).length / nearest.size);
  }
  const recall = recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
  console.log(`in Qdrant: ${spread(times)} ms; recall ${recall.toFixed(3)}, least ${quantile(recalls, 0).toFixed(2)}`);
}

/** Waits until nothing is left to be indexed. */
async function settled(): Promise<void> {
  while ((await client.getCollection(COLLECTION)).status !== 'green') {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function someItems(from: number): number[] {
  return Array.from({ length: Math.min(AT_ONCE, items - from) }, (_, i) => from + i);
}

function pointOf(item: number): string {
  return itemPoint(String(item));
}
