import { chmod, mkdtemp, rm, rmdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Longest path that a Unix socket can have everywhere, in bytes. */
const LONGEST_SOCKET_PATH = 100;
const NAME = 'owner.sock';
const TEMPORARY = 'vitrine-owner-';

/**
 * Lets the server listen where only this user can reach it, and answers the path: in the data folder, or in a folder of
 * its own below the temporary folder when the path is too long or the file system has no sockets.
 */
export async function listenLocally(server: Server, dir: string): Promise<string> {
  const inside = join(dir, NAME);
  if (process.platform === 'win32') return listen(server, `\\\\.\\pipe\\vitrine-${process.pid}-${Date.now()}`);
  if (fits(inside)) {
    await rm(inside, { force: true });
    try {
      return await listen(server, inside);
    } catch {
      // Some mounted file systems have no sockets; the temporary folder of a system has.
    }
  }
  const base = fits(join(tmpdir(), `${TEMPORARY}XXXXXX`, NAME)) ? tmpdir() : '/tmp';
  return listen(server, join(await mkdtemp(join(base, TEMPORARY)), NAME));
}

/** Removes what the socket of the data folder leaves: the file, unless the server did it, and a temporary folder. */
export async function removeSocket(path: string, dir: string): Promise<void> {
  if (basename(path) !== NAME) return;
  await rm(path, { force: true });
  const folder = dirname(path);
  if (folder === dir || !basename(folder).startsWith(TEMPORARY)) return;
  await rmdir(folder).catch(() => {}); // only when it is empty: what else is in it is not ours
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
}

async function listen(server: Server, path: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return path;
}
