import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VitrineError } from '#src/errors';
import { type HubFile, HubUnreachable, reasonOf } from './hub.ts';

/** Without a byte for so long, a connection is taken for dead. */
const SILENCE_MS = 60_000;
/** Tries in a row that bring nothing; as long as bytes come, a broken connection is simply taken up again. */
const FRUITLESS_TRIES = 3;

/**
 * Fetches a file into `folder`. What an earlier try left (`NAME.part`) is continued; the file has its name only once
 * its hash is right. Throws `HubUnreachable`, or `models_missing` when the hash is wrong.
 */
export async function downloadFile(file: HubFile, folder: string, onBytes: (received: number) => void): Promise<void> {
  const path = join(folder, file.path);
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  let received = await sizeOf(part);
  if (received > file.bytes) {
    await rm(part);
    received = 0;
  }
  onBytes(received);
  for (let fruitless = 0; received < file.bytes; ) {
    const before = received;
    const failure = await continuePart(file, part, received, onBytes).catch(onlyNetworkFailures);
    received = await sizeOf(part);
    fruitless = received > before ? 0 : fruitless + 1;
    if (failure && fruitless >= FRUITLESS_TRIES) throw new HubUnreachable(reasonOf(failure), { cause: failure });
  }
  if (file.bytes === 0) await (await open(part, 'w')).close();
  await verify(file, part);
  await rename(part, path);
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

async function verify({ path, url, bytes, digest }: HubFile, part: string): Promise<void> {
  const hash: Hash = createHash(digest.kind === 'git' ? 'sha1' : 'sha256');
  if (digest.kind === 'git') hash.update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
  if ((await sizeOf(part)) === bytes && hash.digest('hex') === digest.hex) return;
  await rm(part);
  throw new VitrineError(
    'models_missing',
    `${path} came damaged from ${new URL(url).origin}: its hash is not the one announced. Try again: it is fetched anew.`,
  );
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
