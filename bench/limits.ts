/**
 * What indexing consists of, each part alone over the same rows, beside a run, in which the parts overlap.
 *
 *     npm run -s bench:limits -- [ROWS]      (default 50,000)
 *
 * Prints rows a second of reading (parse, normalise), logging (items of record), encoding (texts alone), preparing
 * (tokens, encoding, features) and writing, and of the run before its indexes are built; and how many times the slowest
 * part's time the run takes, of which the target is 1.3.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTexts } from '#indexers/encode-texts';
import { createLive } from '#indexers/live';
import { readItems } from '#indexers/read-items';
import { openSources } from '#indexers/sources/open-all';
import { embeddingText } from '#indexers/text';
import { createFiles } from '#src/adapters/files/files';
import { openLanceStore } from '#src/adapters/lance/store';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { modelsFolder } from '#src/compose/package-folder';
import type { NewRecord } from '#src/ports/records';
import { machine } from './support/figures.ts';
import { writeFeed } from './support/generated-feed.ts';
import { openOwnIndex } from './support/own-index.ts';

const rows = Number(process.argv[2] ?? 50_000);
/** As a run has them. */
const BATCH = 512;
const catalog = 'limits';
const dir = mkdtempSync(join(tmpdir(), 'vitrine-limits-'));
const feed = join(dir, 'feed.jsonl');
const encoders = await openLiteEncoders({ modelsDir: modelsFolder() });
const files = createFiles({ cwd: dir });
const seconds = new Map<string, number>();
console.log(`${machine()}, ${rows} rows`);

try {
  await writeFeed(feed, { rows });
  const records = await time('reading', () => readAll());
  await time('encoding', () =>
    eachBatch(records, (some) =>
      encodeTexts(
        some.map(({ item }) => embeddingText(item)),
        encoders,
      ),
    ),
  );
  await storeAlone(records);
  const own = await openOwnIndex(encoders);
  const report = await own.index(feed);
  await own.close();
  const run = report.seconds - (report.phases['building indexes'] ?? 0);
  const slowest = Math.max(...seconds.values());
  for (const [part, spent] of [...seconds, ['the run', run] as const])
    console.log(`${part}: ${(rows / spent).toFixed(0)} rows/s`);
  console.log(`the run takes ${(run / slowest).toFixed(2)} times the slowest part`);
} finally {
  await encoders.close();
  rmSync(dir, { recursive: true });
}

async function time<Result>(part: string, job: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await job();
  seconds.set(part, (seconds.get(part) ?? 0) + (performance.now() - start) / 1000);
  return result;
}

async function readAll(): Promise<NewRecord[]> {
  const sources = await openSources([feed], 'jsonl', files);
  const options = { map: {}, set: {}, onError: 'stop', web: 'known-only', known: async () => new Map() } as const;
  const all: NewRecord[] = [];
  for await (const source of sources.next())
    for await (const { records } of readItems(source, options, files, () => {})) all.push(...records);
  await sources.close();
  return all;
}

async function eachBatch<Value>(
  values: readonly Value[],
  job: (some: readonly Value[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += BATCH) await job(values.slice(at, at + BATCH));
}

/** Logs all, then prepares and writes them batch by batch, one after the other. */
async function storeAlone(records: readonly NewRecord[]): Promise<void> {
  const state = await openSqliteState({ path: join(dir, 'state.db') });
  const store = await openLanceStore({ dir: join(dir, 'generations') });
  await time('logging', () => eachBatch(records, (some) => state.records.put(catalog, some)));
  const changesAfter = (sequence: number) => state.records.changesAfter(catalog, sequence, BATCH);
  const live = await createLive(await changesAfter(0), { catalog, state, store, encoders, files, now: Date.now });
  for (let sequence = 0; ; ) {
    const changes = await changesAfter(sequence);
    if (changes.length === 0) break;
    const batch = await time('preparing', () => live.applier.prepare(changes));
    await time('writing', () => live.applier.write(batch));
    sequence = batch.sequence;
  }
  await live.generation.close();
  await store.close();
  await state.close();
}
