/**
 * An hourly price update: every price of a catalog changes and nothing else does, so nothing may be encoded.
 *
 *     npm run -s bench:prices -- [ITEMS]      (default 100,000)
 *
 * Prints the seconds of the first run and of the update, of which the target is 60 for 100,000 items, and how many
 * texts each has encoded.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIndex } from '#indexers/run';
import { openWriter } from '#indexers/writer';
import { createFiles } from '#src/adapters/files/files';
import { openLanceStore } from '#src/adapters/lance/store';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { modelsFolder } from '#src/compose/package-folder';
import type { Encoders } from '#src/ports/encoders';
import { machine, phasesText } from './support/figures.ts';
import { writeFeed } from './support/generated-feed.ts';

const items = Number(process.argv[2] ?? 100_000);
const dir = mkdtempSync(join(tmpdir(), 'vitrine-prices-'));
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
const encoders: Encoders = { ...lite, texts: new Map(texts) };
const state = await openSqliteState({ path: join(dir, 'state.db') });
const store = await openLanceStore({ dir: join(dir, 'generations') });
const files = createFiles({ cwd: dir });
const writer = await openWriter({ catalog: 'bench', state, store, encoders, files, now: Date.now });

await update('first run', 0);
await update('every price changed', 1);
await update('nothing changed', 1);
await writer.close();
await store.close();
await state.close();
await lite.close();
rmSync(dir, { recursive: true });

async function update(what: string, surcharge: number): Promise<void> {
  const feed = join(dir, 'feed.jsonl');
  await writeFeed(feed, { rows: items, surcharge });
  encoded = 0;
  const options = { catalog: 'bench', cwd: dir, sources: [feed], format: 'jsonl', map: {}, set: {} } as const;
  const report = await runIndex(
    { writer, records: state.records, files },
    { ...options, prune: true, yes: false, check: false, onError: 'stop' },
  );
  console.log(`${what}: ${report.seconds.toFixed(1)} s, ${report.indexed} indexed, ${encoded} texts encoded`);
  console.log(`  ${phasesText(report.phases)}`);
}
