/**
 * An hourly price update: every price of a catalog changes and nothing else does, so nothing may be encoded.
 *
 *     npm run -s bench:prices -- [ITEMS]      (default 100,000)
 *
 * Prints the seconds of the first run and of the update, of which the target is 60 for 100,000 items, and how many
 * texts each has encoded.
 */
import { join } from 'node:path';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { modelsFolder } from '#src/compose/package-folder';
import { machine, phasesText } from './support/figures.ts';
import { writeFeed } from './support/generated-feed.ts';
import { openOwnIndex } from './support/own-index.ts';

const items = Number(process.argv[2] ?? 100_000);
console.log(`${machine()}, ${items} items`);

let encoded = 0;
const lite = await openLiteEncoders({ modelsDir: modelsFolder() });
const texts = [...lite.texts].map(([space, { encode }]) => {
  const counted: typeof encode = (list, role) => {
    if (role === 'passage') encoded += list.length;
    return encode(list, role);
  };
  return [space, { encode: counted }] as const;
});
const own = await openOwnIndex({ ...lite, texts: new Map(texts) });

await update('first run', 0);
await update('every price changed', 1);
await update('nothing changed', 1);
await own.close();
await lite.close();

async function update(what: string, surcharge: number): Promise<void> {
  const feed = join(own.dir, 'feed.jsonl');
  await writeFeed(feed, { rows: items, surcharge });
  encoded = 0;
  const report = await own.index(feed, { prune: true });
  console.log(`${what}: ${report.seconds.toFixed(1)} s, ${report.indexed} indexed, ${encoded} texts encoded`);
  console.log(`  ${phasesText(report.phases)}`);
}
