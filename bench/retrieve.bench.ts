/*
 * The embedded generation store over made-up products: loading, indexing, opening, retrieving, alone and while items
 * are written. Run: npx tsx bench/retrieve.bench.ts [items = 55000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openLanceStore } from '#src/adapters/lance/store';
import { createRandom } from '#src/cf/random';
import type { IndexDocument } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import type { Generation, Leg } from '#src/ports/generations';
import { machine, quantile, residentMib } from './support/figures.ts';

const DIMENSIONS = 256;
const ITEMS = Number(process.argv[2] ?? 55_000);
const WORDS = 20_000;

const manifest: GenerationManifest = {
  id: 'bench',
  catalog: 'bench',
  format: GENERATION_FORMAT,
  analyser: '1:en',
  spaces: [
    {
      name: 'text',
      holds: 'text',
      queriedBy: ['text'],
      model: 'random',
      revision: '1',
      dimensions: DIMENSIONS,
      recipe: '',
    },
  ],
  numericFields: ['price'],
  thresholds: {},
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** The same products in each run. */
const random = createRandom(1);

/** Frequent words are much more frequent than rare ones, as in any language. */
const someWord = () => `w${Math.floor(WORDS ** random())}`;
const wordVectors = new Map<string, Float32Array>();
const vectorOfWord = (word: string): Float32Array => {
  const known = wordVectors.get(word) ?? new Float32Array(DIMENSIONS).map(() => random() - 0.5);
  wordVectors.set(word, known);
  return known;
};

function vectorOf(words: readonly string[]): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const word of words) for (const [i, value] of vectorOfWord(word).entries()) sum[i]! += value;
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

function product(number: number): IndexDocument {
  const title = Array.from({ length: 8 + Math.floor(random() * 8) }, someWord);
  const price = Math.round(random() * 10_000) / 100;
  return {
    id: `product-${number}`,
    sequence: number + 1,
    tokens: { title, brand: [title[0]!], category: [], attributes: [title[1]!, title[2]!], description: [] },
    identifiers: [`product-${number}`, `sku${number}`],
    values: [
      { field: 'brand', text: title[0]! },
      { field: 'colour', text: `colour ${number % 12}` },
      { field: 'category', text: `group ${number % 7}` },
      { field: 'category', text: `group ${number % 7} > kind ${number % 100}` },
      { field: 'price', text: String(price), number: price },
      { field: 'kind', text: 'product' },
    ],
    textHash: `h${number}`,
    vectors: { text: vectorOf(title) },
    pictures: [],
  };
}

const lexicalLeg = (words: readonly string[]): Leg => ({
  kind: 'lexical',
  query: {
    clauses: [{ terms: words.map((token) => ({ token, weight: 1 })), normalise: 'own-top' }],
    combine: 'sum',
    mustNot: [],
  },
  depth: 1000,
});
const vectorLeg = (words: readonly string[]): Leg => ({
  kind: 'vector',
  space: 'text',
  vector: vectorOf(words),
  depth: 200,
});

async function measure(name: string, run: (query: readonly string[]) => Promise<unknown>, times = 300): Promise<void> {
  const taken: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const query = Array.from({ length: 2 + (i % 3) }, someWord);
    const start = performance.now();
    await run(query);
    taken.push(performance.now() - start);
  }
  const used = process.cpuUsage(before);
  const processor = ((used.user + used.system) / 1000 / times).toFixed(2).padStart(7);
  const at = (share: number) => quantile(taken, share).toFixed(2).padStart(7);
  console.log(`${name.padEnd(46)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   processor ${processor} ms`);
}

async function timed<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await run();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name.padEnd(46)} ${seconds.toFixed(2).padStart(7)} s   resident ${residentMib()} MiB`);
  return result;
}

async function measureRetrieval(generation: Generation): Promise<void> {
  const retrieve = (legs: readonly Leg[], filter: readonly Filter[] = []) => generation.retrieve(legs, filter);
  const ofColour: Filter = { field: 'colour', kind: 'any', values: ['colour 3'], negated: false };
  const ofKind: Filter = { field: 'category', kind: 'any', values: ['group 3 > kind 3'], negated: false };
  const cheap: Filter = { field: 'price', kind: 'range', to: 20, negated: false };
  await measure('lexical leg, depth 1000', (query) => retrieve([lexicalLeg(query)]));
  await measure('vector leg, depth 200', (query) => retrieve([vectorLeg(query)]));
  const both = (query: readonly string[]) => [lexicalLeg(query), vectorLeg(query)];
  await measure('both', (query) => retrieve(both(query)));
  await measure('both, filter that 8 % pass', (query) => retrieve(both(query), [ofColour]));
  await measure('both, filter that 0.1 % pass', (query) => retrieve(both(query), [ofKind]));
  await measure('both, price up to 20, not of a colour', (query) =>
    retrieve(both(query), [cheap, { ...ofColour, negated: true }]),
  );
  await measure('identifier leg', () => retrieve([{ kind: 'identifier', identifiers: ['sku77'], depth: 50 }]));
  const request = { tokens: ['w1', 'w2', 'w3'], labels: ['brand', 'colour', 'category'], numbers: ['price'] };
  await measure('both, then features of the candidates', async (query) => {
    const legs = await retrieve(both(query));
    await generation.features.read([...new Set(legs.flatMap(({ ids }) => ids))], request);
  });
  const facets = ['brand', 'colour', 'category', 'price'];
  let bound = 100;
  const nearlyAll = (): Filter => ({ field: 'price', kind: 'range', to: ++bound, negated: false });
  const browse = () => generation.features.browse({ filter: [nearlyAll()], refine: [], facets });
  await measure('browse everything, four facets, not asked before', browse, 20);
  await measure('vectors of one item', () => generation.vectors([`product-${Math.floor(random() * ITEMS)}`]));
  await measure(
    'fingerprints of 100 items',
    () => generation.fingerprints(Array.from({ length: 100 }, (_, i) => `product-${i * 7}`)),
    50,
  );
}

/** Writes a product twenty milliseconds after the one before, half of them new, until told to stop. */
function keepWriting(generation: Generation): { stop(): Promise<number> } {
  let written = 0;
  let running = true;
  const done = (async () => {
    while (running) {
      const next = pause(20);
      const number = written % 2 === 0 ? ITEMS + written : Math.floor(random() * ITEMS);
      await generation.write([product(number)]);
      await generation.commit(ITEMS + ++written);
      await next;
    }
  })();
  return {
    stop: async () => {
      running = false;
      await done;
      return written;
    },
  };
}

const dir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
console.log(`${ITEMS} products, ${DIMENSIONS} dimensions; ${machine()}`);
try {
  const store = await openLanceStore({ dir });
  const built = await store.create(manifest);
  let loading = 0;
  for (let at = 0; at < ITEMS; at += 500) {
    const batch = Array.from({ length: Math.min(500, ITEMS - at) }, (_, i) => product(at + i));
    const start = performance.now();
    await built.write(batch);
    loading += performance.now() - start;
  }
  console.log(`${'loading'.padEnd(46)} ${Math.round((ITEMS / loading) * 1000)} items/s`);
  await built.commit(ITEMS);
  await timed('indexing', () => built.optimise());
  await timed('closing', () => built.close());
  const generation = await timed('opening', () => store.open(manifest));
  await timed('first query', () => generation.retrieve([lexicalLeg(['w1', 'w5']), vectorLeg(['w1', 'w5'])], []));
  await measureRetrieval(generation);
  const writing = keepWriting(generation);
  await measure(
    'both, while 50 items/s are written',
    (query) => generation.retrieve([lexicalLeg(query), vectorLeg(query)], []),
    2000,
  );
  console.log(`${'  items written meanwhile'.padEnd(46)} ${await writing.stop()}`);
  await measure('both, after that', (query) => generation.retrieve([lexicalLeg(query), vectorLeg(query)], []));
  await timed('closing', () => generation.close());
  await store.close();
} finally {
  rmSync(dir, { recursive: true });
}
