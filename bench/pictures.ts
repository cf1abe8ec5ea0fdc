/**
 * Indexing with pictures against the image encoder alone, in turns over the same pictures, so that both meet the same
 * machine.
 *
 *     npm run -s bench:pictures -- IMAGES [PICTURES] [TURN]      (default 2,000 in turns of 400)
 *
 * IMAGES is a folder of JPEG, PNG or WebP files; each becomes an item with a title. Prints the pictures a second of both
 * in each turn (building of indexes apart), and the median of their ratio, of which the target is .85.
 */
import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { modelsFolder } from '#src/compose/package-folder';
import { machine, quantile } from './support/figures.ts';
import { openOwnIndex } from './support/own-index.ts';

const [images, count = '2000', turn = '400'] = process.argv.slice(2);
if (images === undefined) throw new Error('Name the folder of pictures.');
/** As the indexers call. */
const CALL = 64;
const names = (await readdir(images, { recursive: true })).filter((name) => /\.(jpe?g|png|webp)$/iu.test(name)).sort();
const paths = names.slice(0, Number(count)).map((name) => resolve(images, name));
console.log(`${machine()}, ${paths.length} pictures`);

const encoders = await openLiteEncoders({ modelsDir: modelsFolder() });
const own = await openOwnIndex(encoders);
await encoders.image!.encode([await readFile(paths[0]!)]);

const ratios: number[] = [];
for (let from = 0; from < paths.length; from += Number(turn)) {
  const some = paths.slice(from, from + Number(turn));
  // Who begins changes from turn to turn.
  let indexing = ratios.length % 2 === 0 ? 0 : await index(some);
  const alone = await encodeAlone(some);
  if (indexing === 0) indexing = await index(some);
  ratios.push(alone / indexing);
  const rate = (seconds: number) => `${(some.length / seconds).toFixed(1)}/s`;
  console.log(`encoder alone ${rate(alone)}, indexing ${rate(indexing)}: ${(alone / indexing).toFixed(3)}`);
}
console.log(`median ${quantile(ratios, 0.5).toFixed(3)}`);
await own.close();
await encoders.close();

/** Seconds, without reading the files. */
async function encodeAlone(some: readonly string[]): Promise<number> {
  const bytes = await Promise.all(some.map((path) => readFile(path)));
  const start = performance.now();
  for (let at = 0; at < bytes.length; at += CALL) await encoders.image!.encode(bytes.slice(at, at + CALL));
  return (performance.now() - start) / 1000;
}

/** Seconds before the building of indexes. */
async function index(some: readonly string[]): Promise<number> {
  const feed = join(own.dir, 'feed.jsonl');
  const rows = some.map((path) => ({ id: path, title: `Picture ${path.split('/').at(-1)}`, images: [path] }));
  writeFileSync(feed, rows.map((row) => JSON.stringify(row)).join('\n'));
  const { seconds, phases } = await own.index(feed);
  return seconds - (phases['building indexes'] ?? 0);
}
