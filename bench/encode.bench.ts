/**
 * How many texts and pictures a second the `lite` encoders reach alone, and how long the event loop waits meanwhile.
 * `npx tsx bench/encode.bench.ts [FOLDER]`: pictures of FOLDER (the first 2,000), or drawn ones.
 */
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { draw } from '#test/support/pictures';

const PICTURES = 2_000;
const TEXTS = 50_000;
const CALL = 64;

const folder = process.argv[2];
const encoders = await openLiteEncoders({ modelsDir: 'models' });
const pictures = folder ? await readPictures(folder) : await drawPictures();
const texts = Array.from(
  { length: TEXTS },
  (_, index) => `${index % 977} watt cordless drill with ${index % 13} bits, red`,
);

await encoders.image!.encode(pictures.slice(0, CALL));
const report = {
  machine: `${cpus().length} × ${cpus()[0]!.model.trim()}, Node ${process.versions.node}`,
  pictures: pictures.length,
  texts: await measure(texts, 1_000, (some) => encoders.texts.get('text')!.encode(some, 'passage')),
  picturesInCallsOf64: await measure(pictures, CALL, (some) => encoders.image!.encode(some)),
  picturesOneByOne: await measure(pictures.slice(0, 500), 1, (some) => encoders.image!.encode(some)),
  residentMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
};
console.log(JSON.stringify(report, null, 2));
await encoders.close();

interface Speed {
  readonly perSecond: number;
  /** Of all threads; tells more than the rate on a machine that is busy with other things. */
  readonly cpuMsEach: number;
  readonly eventLoopDelayMs: { readonly p99: number; readonly max: number };
}

/** Everything in calls of `size`, one after another. */
async function measure<T>(
  all: readonly T[],
  size: number,
  encode: (some: readonly T[]) => Promise<unknown>,
): Promise<Speed> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let from = 0; from < all.length; from += size) await encode(all.slice(from, from + size));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const inMs = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10;
  return {
    perSecond: Math.round(all.length / seconds),
    cpuMsEach: Math.round((user + system) / all.length) / 1000,
    eventLoopDelayMs: { p99: inMs(delay.percentile(99)), max: inMs(delay.max) },
  };
}

async function readPictures(path: string): Promise<Uint8Array[]> {
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.(jpe?g|png|webp)$/iu.test(name)).sort();
  return Promise.all(names.slice(0, PICTURES).map((name) => readFile(join(path, name))));
}

function drawPictures(): Promise<Uint8Array[]> {
  const colour = (index: number): string => `hsl(${(index * 37) % 360} 70% 45%)`;
  const sizes = { width: 480, height: 320 };
  return Promise.all(
    Array.from({ length: PICTURES / 4 }, (_, index) =>
      draw({ colour: colour(index), ...sizes })
        .jpeg()
        .toBuffer(),
    ),
  );
}
