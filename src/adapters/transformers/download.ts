import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { VitrineError } from '#src/errors';
import { type HubFile, HubUnreachable, reasonOf } from './hub.ts';

/** Without a byte for so long, a connection is taken for dead. */
const SILENCE_MS = 60_000;
/**
 * Milliseconds to wait after each try in a row that brings nothing; after one more it is given up. As long as bytes come, a
 * broken connection is taken up again at once.
 */
const PAUSES_MS = [1_000, 4_000, 10_000];

export interface DownloadOptions {
  /** Told how much of the file is there, whenever it is more; less only when it is fetched anew. */
  readonly onBytes: (received: number) => void;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Fetches a file into `folder`. What an earlier run left (`NAME.part`) is continued, and fetched anew where it turns out
 * not to be of this file; the file has its name only once its hash is right. Throws `HubUnreachable`, or `models_missing`
 * when the hash is wrong.
 */
export async function downloadFile(file: HubFile, folder: string, options: DownloadOptions): Promise<void> {
  const path = join(folder, file.path);
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const left = await sizeOf(part);
  if (left > file.bytes) await rm(part);
  await completePart(file, part, options);
  if (!(await isRight(file, part))) {
    await rm(part);
    if (left > 0 && left <= file.bytes) return downloadFile(file, folder, options);
    throw new VitrineError(
      'models_missing',
      `${file.path} came damaged from ${new URL(file.url).origin}: its hash is not the one announced. Try again: it is fetched anew.`,
    );
  }
  await rename(part, path);
}

async function completePart(file: HubFile, part: string, { onBytes, sleep = wait }: DownloadOptions) {
  if (file.bytes === 0) await (await open(part, 'w')).close();
  let received = await sizeOf(part);
  onBytes(received);
  for (let fruitless = 0; received < file.bytes; ) {
    const before = received;
    const failure = await continuePart(file, part, received, onBytes).catch(onlyNetworkFailures);
    received = await sizeOf(part);
    fruitless = received > before ? 0 : fruitless + 1;
    if (fruitless === 0) continue;
    const pause = PAUSES_MS[fruitless - 1];
    if (pause === undefined) throw new HubUnreachable(reasonOf(failure ?? 'it sends nothing'), { cause: failure });
    await sleep(pause);
  }
}

/** Fetches what is missing of the part, as far as the connection lasts. */
async function continuePart(
  file: HubFile,
  part: string,
  received: number,
  onBytes: (received: number) => void,
): Promise<undefined> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no byte for ${SILENCE_MS / 1000} s`)), SILENCE_MS);
  const headers = received > 0 ? { range: `bytes=${received}-` } : {};
  try {
    const response = await fetch(file.url, { headers, signal: silence.signal });
    if (!response.ok || !response.body) throw new HubUnreachable(`HTTP ${response.status} for ${file.path}`);
    const continues = response.status === 206;
    const handle = await open(part, continues ? 'a' : 'w');
    try {
      let total = continues ? received : 0;
      for await (const chunk of response.body) {
        timer.refresh();
        await writeAll(handle, chunk);
        total += chunk.length;
        onBytes(total);
        if (total > file.bytes) break;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await handle.write(chunk, written)).bytesWritten;
  }
}

/** Errors of the file system carry a system call and are no reason to try again; those of `fetch` hide it in a cause. */
function onlyNetworkFailures(error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error) throw error;
  return error;
}

async function isRight({ bytes, digest }: HubFile, part: string): Promise<boolean> {
  const hash = createHash(digest.kind === 'git' ? 'sha1' : 'sha256');
  if (digest.kind === 'git') hash.update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
  return (await sizeOf(part)) === bytes && hash.digest('hex') === digest.hex;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
