/**
 * Memory that a process over Qdrant takes for each item that was a candidate lately: reads all records of a catalog as
 * searches would, and prints how many items are kept with QDRANT_CACHE_MB allowed, and by how much heap and buffers grew.
 *
 *     QDRANT_URL=http://127.0.0.1:6333 npm run -s bench:record-cache -- DATA_DIR CATALOG
 *
 * The data folder holds the catalog, indexed with QDRANT_URL set.
 */
import { openConnection } from '#src/adapters/qdrant/connection';
import { itemPoint } from '#src/adapters/qdrant/ids';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import { createRecordCache } from '#src/adapters/qdrant/record-cache';
import { createRecordReader } from '#src/adapters/qdrant/record-reader';
import { textSpaces } from '#src/adapters/qdrant/schema';
import { openVitrine } from '#src/compose';
import { qdrantOptions } from '#src/compose/store-options';
import { loadConfig } from '#src/config';
import { machine } from './support/figures.ts';

const [data, catalogName] = process.argv.slice(2);
if (data === undefined || catalogName === undefined || !process.env.QDRANT_URL || !globalThis.gc) {
  console.error('usage: QDRANT_URL=… bench:record-cache DATA_DIR CATALOG');
  process.exit(2);
}
/** Candidates of a search, about. */
const AT_ONCE = 1_000;

const config = loadConfig({ env: process.env, flags: { data }, cwd: process.cwd() });
const settings = settingsOf(qdrantOptions(config));
const vitrine = await openVitrine(config);
const { generation, indexed } = await (await vitrine.catalog(catalogName)).status();
await vitrine.close();

const names = collectionNames(settings.prefix, catalogName, generation.id);
const reader = createRecordReader(await openConnection(settings), names.records);
const ids = (await reader.sample(indexed, ['id'])).records.map(({ id }) => id);
const spaces = textSpaces(generation);
// Without time passing, all that is kept is trusted.
const cache = createRecordCache(reader, { bytes: settings.recordCacheBytes, spaces, now: () => 0 });
const before = heldBytes();
for (let from = 0; from < ids.length; from += AT_ONCE) {
  await cache.ofHits(ids.slice(from, from + AT_ONCE).map(hitOf), cache.now());
}
const grown = heldBytes() - before;
const numbers = spaces.map(({ name, dimensions }) => `${dimensions} numbers in ${name}`);
console.log(`${machine()}, ${ids.length} items, ${numbers.join(', ')}`);
const kept = ids.length - cache.compare(spaces[0]!.name, new Float32Array(spaces[0]!.dimensions), ids).unknown.length;
console.log(
  `kept ${kept} items with ${inMib(settings.recordCacheBytes)} MiB allowed: ${inMib(grown)} MiB, ${(grown / kept / 1000).toFixed(2)} kB an item`,
);

function hitOf(id: string) {
  const point = itemPoint(id);
  return { item: point, point, version: 1 };
}

/** Of JavaScript's objects and buffers, after what nobody holds is gone. */
function heldBytes(): number {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function inMib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
