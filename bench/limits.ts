/**
 * What bounds indexing: each of its parts alone over the same rows, beside a run, in which they overlap.
 *
 *     npm run -s bench:limits -- [ROWS]      (default 50,000)
 *
 * Prints rows a second of parsing (rows to items of record), encoding (texts to vectors), writing (items of record, whose
 * vectors are known, to a searchable catalog) and of the run, all before indexes are built; and how many times the
 * slowest part's time the run takes, of which the target is 1.3.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTexts } from '#indexers/encode-texts';
import { createKnownPictures } from '#indexers/known-pictures';
import { createKnownRows } from '#indexers/known-rows';
import { readItems } from '#indexers/read-items';
import { openSources } from '#indexers/sources/open-all';
import { embeddingText } from '#indexers/text';
import { createFiles } from '#src/adapters/files/files';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { modelsFolder } from '#src/compose/package-folder';
import type { Vectors } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';
import type { NewRecord } from '#src/ports/records';
import { machine } from './support/figures.ts';
import { writeFeed } from './support/generated-feed.ts';
import { openOwnIndex } from './support/own-index.ts';

const rows = Number(process.argv[2] ?? 50_000);
/** Records and texts at a time, as a run has them. */
const BATCH = 500;
const dir = mkdtempSync(join(tmpdir(), 'vitrine-limits-'));
const feed = join(dir, 'feed.jsonl');
const encoders = await openLiteEncoders({ modelsDir: modelsFolder() });
console.log(`${machine()}, ${rows} rows`);

try {
  await writeFeed(feed, { rows });
  const parsing = await time(parse);
  const encoding = await time(() => encode(parsing.result));
  const writing = await write(parsing.result, encoding.result);
  const run = await runWhole();
  const parts = { parsing, encoding, writing };
  for (const [part, { seconds }] of Object.entries({ ...parts, 'the run': run }))
    console.log(`${part}: ${(rows / seconds).toFixed(0)} rows/s`);
  const slowest = Math.max(...Object.values(parts).map(({ seconds }) => seconds));
  console.log(`the run takes ${(run.seconds / slowest).toFixed(2)} times the slowest part`);
} finally {
  await encoders.close();
  rmSync(dir, { recursive: true });
}

async function time<Result>(job: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const start = performance.now();
  const result = await job();
  return { result, seconds: (performance.now() - start) / 1000 };
}

async function parse(): Promise<NewRecord[]> {
  const files = createFiles({ cwd: dir });
  const sources = await openSources([feed], 'jsonl', files);
  const own = await openOwnIndex(encoders);
  const known = { known: createKnownPictures('bench', own.records), knownRows: createKnownRows('bench', own.records) };
  const options = { map: {}, set: {}, onError: 'stop', web: 'new', ...known } as const;
  const all: NewRecord[] = [];
  for await (const source of sources.next())
    for await (const { records } of readItems(source, options, files, () => {})) all.push(...records);
  await sources.close();
  await own.close();
  return all;
}

async function encode(records: readonly NewRecord[]): Promise<Map<string, Vectors>> {
  const all = new Map<string, Vectors>();
  for (const some of batches(records)) {
    const texts = some.map(({ item }) => embeddingText(item));
    for (const [text, vectors] of await encodeTexts(texts, encoders)) all.set(text, vectors);
  }
  return all;
}

async function write(
  records: readonly NewRecord[],
  vectors: ReadonlyMap<string, Vectors>,
): Promise<{ seconds: number }> {
  const own = await openOwnIndex(encodersThatKnow(vectors));
  const timed = await time(async () => {
    for (const some of batches(records)) await own.writer.put(some);
    await own.writer.settle();
  });
  await own.close();
  return timed;
}

/** The same spaces, filled at no cost. */
function encodersThatKnow(vectors: ReadonlyMap<string, Vectors>): Encoders {
  const encoderOf = (space: string) => ({
    encode: async (texts: readonly string[]) => texts.map((text) => vectors.get(text)?.[space] ?? null),
  });
  return { ...encoders, texts: new Map([...encoders.texts.keys()].map((space) => [space, encoderOf(space)])) };
}

async function runWhole(): Promise<{ seconds: number }> {
  const own = await openOwnIndex(encoders);
  const { seconds, phases } = await own.index(feed);
  await own.close();
  return { seconds: seconds - (phases['building indexes'] ?? 0) };
}

function* batches<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += BATCH) yield values.slice(at, at + BATCH);
}
