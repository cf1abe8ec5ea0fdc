import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VitrineError } from '#src/errors';
import { connectToOwner, type OwnerConnection } from './hand-over.ts';
import { createJobServer, type JobHandler } from './job-server.ts';
import { type Lock, takeLock } from './lock.ts';
import { PROTOCOL } from './messages.ts';
import { type OwnerNote, readNote, removeNote, writeNote } from './note.ts';
import { listenLocally, removeSocket } from './socket.ts';

/** This process owns the data folder: nobody else opens its databases. */
export interface Owner {
  readonly kind: 'owner';
  /** Runs the jobs of other processes from now on. They could connect before, and have waited. */
  listen(handler: JobHandler): void;
  /** Whether another process is served now. */
  isServing(): boolean;
  /**
   * Resolves as soon as no other process is served, and takes no more from then on; those that come later wait for the
   * folder. To be called before what the jobs work with is closed. When `signal` aborts, the jobs are cancelled.
   */
  drain(signal?: AbortSignal): Promise<void>;
  /** Cancels jobs still under way, waits for their end, and lets the folder go. */
  close(): Promise<void>;
}

/** Another process owns the data folder, and waits for this one's job. */
export interface OtherOwner extends Pick<OwnerConnection, 'call' | 'close'> {
  readonly kind: 'other';
  readonly pid: number;
  readonly version: string;
}

export interface OwnerOptions {
  /** The data folder; made when it is absent. */
  readonly dir: string;
  /** Version of this program. */
  readonly version: string;
  /** How long a process that holds the folder may take to answer, in milliseconds; it may be busy starting. */
  readonly patienceMs?: number;
  /** Ends the waiting with `interrupted`. */
  readonly signal?: AbortSignal;
}

const PATIENCE_MS = 10_000;
/** Between two tries, in milliseconds; two processes that get in each other's way try again apart. */
const PAUSE_MS = { shortest: 20, longest: 60 };

/**
 * A data folder has one owning process. This one becomes it, also in place of one that died, or is connected to it.
 * Throws `data_folder_held` when a process holds the folder and does not answer.
 */
export async function acquireOwner(options: OwnerOptions): Promise<Owner | OtherOwner> {
  const { dir, version, patienceMs = PATIENCE_MS, signal } = options;
  await makeFolder(dir);
  const until = performance.now() + patienceMs;
  for (;;) {
    const lock = takeLock(dir);
    if (lock) return becomeOwner(dir, version, lock);
    const note = await readNote(dir);
    const left = until - performance.now();
    const connection = note && left > 0 ? await connectToOwner(note.socket, left) : undefined;
    if (connection) return otherOwner(connection, dir);
    if (signal?.aborted) throw interrupted(dir);
    if (performance.now() >= until) throw held(dir, note, 'does not answer');
    const pause = PAUSE_MS.shortest + Math.random() * (PAUSE_MS.longest - PAUSE_MS.shortest);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export interface WaitOptions extends Pick<OwnerOptions, 'dir' | 'version' | 'signal'> {
  /** Hears once that another process holds the folder, and what that one says of itself. */
  readonly onHeld: (holder: string) => void;
}

const WAIT_MS = 200;

/** Becomes the owner of the data folder as soon as no other process is: for what lasts as long as its process. */
export async function waitForOwnership({ dir, version, signal, onHeld }: WaitOptions): Promise<Owner> {
  await makeFolder(dir);
  for (let isFirst = true; ; isFirst = false) {
    const lock = takeLock(dir);
    if (lock) return becomeOwner(dir, version, lock);
    if (signal?.aborted) throw interrupted(dir);
    if (isFirst) onHeld(nameOf(await readNote(dir)));
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

async function becomeOwner(dir: string, version: string, lock: Lock): Promise<Owner> {
  const since = new Date().toISOString();
  const jobs = createJobServer(() => ({ type: 'hello', protocol: PROTOCOL, pid: process.pid, since, version }));
  let socket: string | undefined;
  const close = async (): Promise<void> => {
    await jobs.stop();
    await removeNote(dir);
    if (socket !== undefined) await removeSocket(socket, dir);
    lock.release();
  };
  try {
    const before = await readNote(dir);
    if (before) await removeSocket(before.socket, dir);
    socket = await listenLocally(jobs.server, dir);
    await writeNote(dir, { pid: process.pid, since, version, socket });
  } catch (error) {
    await close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    kind: 'owner',
    listen: jobs.handle,
    isServing: jobs.isServing,
    drain: jobs.drain,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

function otherOwner({ greeting, call, close }: OwnerConnection, dir: string): OtherOwner {
  const { protocol, ...note } = greeting;
  if (protocol === PROTOCOL) return { kind: 'other', pid: note.pid, version: note.version, call, close };
  close();
  throw held(dir, note, 'is of a version that takes no commands from this one');
}

function held(dir: string, note: Omit<OwnerNote, 'socket'> | undefined, how: string): VitrineError {
  return new VitrineError(
    'data_folder_held',
    `The data folder ${dir} is held by ${nameOf(note)}, which ${how}. End it, or use another folder with --data.`,
  );
}

function nameOf(note: Omit<OwnerNote, 'socket'> | undefined): string {
  return note ? `process ${note.pid} (Vitrine ${note.version}) since ${note.since}` : 'a process';
}

function interrupted(dir: string): VitrineError {
  return new VitrineError('interrupted', `Interrupted while waiting for the data folder ${dir}.`);
}

async function makeFolder(dir: string): Promise<void> {
  await makeFolders(dir).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' || cause.code === 'ENOTDIR' ? 'a file is in its place' : cause.message;
    const what = `The data folder ${dir} cannot be made: ${why}. Use another with --data.`;
    throw new VitrineError(cause.code === 'ENOSPC' ? 'storage_full' : 'invalid_configuration', what, { cause });
  });
}

/** Level by level: where nobody can make a folder (below `/proc`), `mkdir` with `recursive` never comes back. */
async function makeFolders(dir: string): Promise<void> {
  try {
    await mkdir(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(dir)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error;
    await makeFolders(dirname(dir));
    await mkdir(dir);
  }
}
