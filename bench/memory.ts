/**
 * Memory of an index of vectors as CLIP and a text encoder give them: 384 numbers a text and 512 a picture, one picture an
 * item. `load` makes it in a catalog of its own, `look` opens it and searches; both print what is resident, `look` also how long
 * the legs take and how many of the 200 nearest they find.
 *
 *     npm run -s bench:memory -- load|look ITEMS FOLDER                                      (the embedded store: this process)
 *     QDRANT_URL=… QDRANT_PID=… npm run -s bench:memory -- load|look ITEMS        (Qdrant: the process of that number)
 *
 * QDRANT_QUANTISATION and QDRANT_ON_DISK hold as for the program. Restart Qdrant between `load` and `look`: what building
 * took is given back only then.
 */
import { readFileSync } from 'node:fs';
import { openLanceStore } from '#src/adapters/lance/store';
import { openQdrantStore } from '#src/adapters/qdrant/store';
import { createRandom } from '#src/cf/random';
import { qdrantOptions } from '#src/compose/store-options';
import { loadConfig } from '#src/config';
import type { IndexDocument } from '#src/domain/document';
import { dot } from '#src/domain/dot';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import type { Space, Vector } from '#src/domain/space';
import type { Generation, GenerationStore, Leg } from '#src/ports/generations';
import { machine, spread } from './support/figures.ts';

const [mode, count, folder] = process.argv.slice(2);
const items = Number(count);
const { QDRANT_URL: url, QDRANT_PID: pid = 'self' } = process.env;
if ((mode !== 'load' && mode !== 'look') || !(items > 0) || (!url && folder === undefined)) {
  console.error('usage: bench:memory load|look ITEMS [FOLDER]');
  process.exit(2);
}
const BATCH = 500;
const QUERIES = 200;
const DEPTH = 200;
/** Vectors differ in so many ways, as those of products do; of vectors by chance alone no graph finds the nearest. */
const WAYS = 24;
/** How far they are off that, as a share of their length. */
const NOISE = 0.2;

const SPACES: readonly Space[] = [space('texts', 'text', 384), space('pictures', 'picture', 512)];
const manifest: GenerationManifest = {
  id: 'g1',
  catalog: 'bench-memory',
  format: GENERATION_FORMAT,
  analyser: '1:en',
  spaces: SPACES,
  numericFields: ['price'],
  thresholds: {},
  createdAt: '2026-01-01T00:00:00.000Z',
};
const directions = new Map(SPACES.map(({ name, dimensions }) => [name, directionsOf(dimensions)]));

const store = await openStore();
console.log(`${machine()}, ${items} items, ${describeSettings()}`);
if (mode === 'load') await load();
else await look();
await store.close();

function openStore(): Promise<GenerationStore> {
  if (!url) return openLanceStore({ dir: folder! });
  return openQdrantStore(qdrantOptions(loadConfig({ env: process.env, flags: {}, cwd: process.cwd() })));
}

async function load(): Promise<void> {
  await store.drop(manifest);
  const generation = await store.create(manifest);
  const start = performance.now();
  for (let from = 0; from < items; from += BATCH) {
    await generation.write(Array.from({ length: Math.min(BATCH, items - from) }, (_, i) => documentOf(from + i)));
  }
  await generation.optimise();
  console.log(`loaded and indexed in ${((performance.now() - start) / 1000).toFixed(0)} s; ${resident()}`);
  await generation.close();
}

async function look(): Promise<void> {
  const generation = await store.open(manifest);
  console.log(`opened; ${resident()}`);
  const asked = SPACES.map(({ name }) => Array.from({ length: QUERIES }, (_, n) => vectorOf(name, items + n)));
  const found = SPACES.map((): (readonly string[])[] => []);
  const times = SPACES.map((): number[] => []);
  for (const [place, { name }] of SPACES.entries()) {
    for (const vector of asked[place]!) {
      const start = performance.now();
      found[place]!.push((await searched(generation, { kind: 'vector', space: name, vector, depth: DEPTH })).ids);
      times[place]!.push(performance.now() - start);
    }
  }
  // Comparing with all takes memory of its own.
  console.log(`searched; ${resident()}`);
  for (const [place, { name, holds }] of SPACES.entries()) {
    const recall = recallOf(name, asked[place]!, found[place]!);
    console.log(`${name} (${holds}): ${spread(times[place]!)} ms; recall of ${DEPTH} ${recall}`);
  }
  await generation.close();
}

async function searched(generation: Generation, leg: Leg) {
  return (await generation.retrieve([leg], []))[0]!;
}

/** The share of the nearest, by comparing with all, that the legs found. */
function recallOf(name: string, queries: readonly Vector[], found: readonly (readonly string[])[]): string {
  const similarities = queries.map(() => new Float32Array(items));
  for (let item = 0; item < items; item++) {
    const vector = vectorOf(name, item);
    for (const [place, query] of queries.entries()) similarities[place]![item] = dot(vector, 0, query);
  }
  const shares = found.map((ids, place) => {
    const least = Float32Array.from(similarities[place]!).sort()[items - DEPTH]!;
    return ids.filter((id) => similarities[place]![Number(id)]! >= least).length / DEPTH;
  });
  return (shares.reduce((sum, share) => sum + share, 0) / shares.length).toFixed(4);
}

function documentOf(number: number): IndexDocument {
  const of = createRandom(number);
  const word = () => `word${Math.floor(of() ** 3 * 20_000)}`;
  return {
    id: String(number),
    sequence: number + 1,
    tokens: {
      title: Array.from({ length: 7 }, word),
      brand: [word()],
      category: [word(), word()],
      attributes: [],
      description: [],
    },
    identifiers: [String(number)],
    values: [
      { field: 'brand', text: `brand ${number % 400}` },
      { field: 'category', text: `category ${number % 90}` },
      { field: 'price', text: String(number % 5000), number: number % 5000 },
    ],
    textHash: String(number),
    vectors: { texts: vectorOf('texts', number) },
    pictures: [{ number: 0, hash: String(number), vectors: { pictures: vectorOf('pictures', number) } }],
  };
}

/** The same vector each time, of unit length. */
function vectorOf(name: string, number: number): Vector {
  const own = directions.get(name)!;
  const [dimensions, of] = [own[0]!.length, createRandom(number * 31 + own[0]!.length)];
  const vector = randomly(dimensions, of).map((value) => value * NOISE);
  for (const direction of own) {
    const share = (of() + of() + of() - 1.5) * (2 / Math.sqrt(WAYS));
    for (let i = 0; i < dimensions; i++) vector[i]! += share * direction[i]!;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function directionsOf(dimensions: number): Vector[] {
  return Array.from({ length: WAYS }, (_, n) => randomly(dimensions, createRandom(n * 104_729 + dimensions)));
}

/** About of unit length. */
function randomly(dimensions: number, of: () => number): Vector {
  return new Float32Array(dimensions).map(() => (of() + of() + of() - 1.5) * (2 / Math.sqrt(dimensions)));
}

function resident(): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (key: string) => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`, 'u').exec(status)?.[1]) / 1024);
  return `resident ${mib('VmRSS')} MiB: ${mib('RssAnon')} of its own, ${mib('RssFile')} of mapped files`;
}

function describeSettings(): string {
  const { QDRANT_QUANTISATION = 'none', QDRANT_ON_DISK = 'off' } = process.env;
  return url ? `Qdrant, quantisation ${QDRANT_QUANTISATION}, on disk ${QDRANT_ON_DISK}` : 'embedded';
}

function space(name: string, holds: Space['holds'], dimensions: number): Space {
  return { name, holds, queriedBy: [holds], model: 'bench', revision: '1', dimensions, recipe: 'as it is' };
}
