/**
 * How many texts and pictures a second encoders reach alone, how late the event loop is meanwhile (and that of a process
 * beside it which does nothing: what is no longer than that comes from the machine), how much processor time it took of
 * that itself, and whether their memory stays where it is. Texts are drawn; pictures are those of a folder, over and over, or drawn ones.
 *
 *     npx tsx bench/encode.bench.ts [--images DIR] [--pictures 2000] [--texts 50000]
 *         [--models clip --models-dir DIR --dtype q8]          (default: lite)
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { text as textOf } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { openTransformersEncoders } from '#src/adapters/transformers/encoders';
import { DTYPE_ENDINGS, type Dtype } from '#src/adapters/transformers/towers';
import type { Encoders } from '#src/ports/encoders';
import { draw } from '#test/support/pictures';
import { machine, residentMib } from './support/figures.ts';

const { values: flags } = parseArgs({
  options: {
    images: { type: 'string' },
    pictures: { type: 'string', default: '2000' },
    texts: { type: 'string', default: '50000' },
    models: { type: 'string', default: 'lite' },
    'models-dir': { type: 'string', default: 'models' },
    dtype: { type: 'string', default: 'fp32' },
  },
});
/** As the indexers call. */
const CALL = 64;

/** The same measured where nothing is done, until its input ends. */
const IDLE = `
  const delay = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.stdin.resume().on('end', () => console.log(JSON.stringify({ p99: delay.percentile(99), max: delay.max })));
`;

interface Delay {
  readonly p99: number;
  readonly max: number;
}

interface Speed {
  readonly perSecond: number;
  /** Of all threads; tells more than the rate on a machine that is busy with other things. */
  readonly cpuMsEach: number;
  readonly eventLoopDelayMs: Delay;
  readonly idleProcessDelayMs: Delay;
  /** Longest processor time of the loop between two of its turns, by the kernel: what is late beyond it waited for others. */
  readonly eventLoopWorkMs: number | null;
  /** Resident, at the beginning and after each tenth. */
  readonly memoryMiB: readonly number[];
}

const endOpening = watchWork();
const encoders = await openEncoders();
const pictures = flags.images ? await readPictures(flags.images) : await drawPictures();
const text = (index: number): string => `${index % 977} watt cordless drill with ${index % 13} bits, red`;
const picture = (index: number): Uint8Array => pictures[index % pictures.length]!;
const encodeTexts = (some: readonly string[]) => encoders.texts.get('text')!.encode(some, 'passage');
const encodePictures = (some: readonly Uint8Array[]) => encoders.image!.encode(some);

await encodeTexts([text(0)]);
await encodePictures([picture(0)]);
const report = {
  machine: machine(),
  /** While encoders are opened and networks loaded. */
  eventLoopWorkWhenOpeningMs: endOpening(),
  models: `${flags.models} ${flags.models === 'lite' ? '' : flags.dtype}`.trim(),
  texts: await measure(Number(flags.texts), CALL, text, encodeTexts),
  pictures: await measure(Number(flags.pictures), CALL, picture, encodePictures),
  picturesOneByOne: await measure(Math.min(Number(flags.pictures), 500), 1, picture, encodePictures),
};
console.log(JSON.stringify(report, null, 2));
await encoders.close();

/** `count` of them in calls of `size`, one call after another. */
async function measure<T>(
  count: number,
  size: number,
  make: (index: number) => T,
  encode: (some: readonly T[]) => Promise<unknown>,
): Promise<Speed> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const memoryMiB = [residentMib()];
  const idle = startIdleProcess();
  const endWork = watchWork();
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let from = 0; from < count; from += size) {
    await encode(Array.from({ length: Math.min(size, count - from) }, (_, index) => make(from + index)));
    if (from + size >= (memoryMiB.length * count) / 10) memoryMiB.push(residentMib());
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const eventLoopWorkMs = endWork();
  return {
    perSecond: Math.round(count / seconds),
    cpuMsEach: Math.round((user + system) / count) / 1000,
    eventLoopDelayMs: { p99: inMs(delay.percentile(99)), max: inMs(delay.max) },
    idleProcessDelayMs: await idle.stop(),
    eventLoopWorkMs,
    memoryMiB,
  };
}

/** Looks every few milliseconds; to be called for the longest. Null where the system does not tell (elsewhere than on Linux). */
function watchWork(): () => number | null {
  if (process.platform !== 'linux') return () => null;
  // The first thread of a process has its number. Nanoseconds on a processor come first.
  const worked = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]);
  let longest = 0;
  let before = worked();
  const timer = setInterval(() => {
    const now = worked();
    longest = Math.max(longest, now - before);
    before = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return inMs(longest);
  };
}

function startIdleProcess() {
  const child = spawn(process.execPath, ['-e', IDLE], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    stop: async (): Promise<Delay> => {
      child.stdin.end();
      const { p99, max } = JSON.parse(await textOf(child.stdout)) as Delay;
      return { p99: inMs(p99), max: inMs(max) };
    },
  };
}

function inMs(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e5) / 10;
}

function openEncoders(): Promise<Encoders> {
  const { models, 'models-dir': modelsDir, dtype } = flags;
  if (models === 'lite') return openLiteEncoders({ modelsDir });
  if (!isDtype(dtype)) throw new Error(`--dtype is one of ${Object.keys(DTYPE_ENDINGS).join(', ')}.`);
  return openTransformersEncoders({ models, modelsDir, dtype, onDownload: (event) => console.error(event) });
}

function isDtype(name: string): name is Dtype {
  return name in DTYPE_ENDINGS;
}

async function readPictures(path: string): Promise<Uint8Array[]> {
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.(jpe?g|png|webp)$/iu.test(name)).sort();
  return Promise.all(names.slice(0, 2_000).map((name) => readFile(join(path, name))));
}

function drawPictures(): Promise<Uint8Array[]> {
  const colour = (index: number): string => `hsl(${(index * 37) % 360} 70% 45%)`;
  const size = { width: 480, height: 320 };
  return Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      draw({ colour: colour(index), ...size })
        .jpeg()
        .toBuffer(),
    ),
  );
}
