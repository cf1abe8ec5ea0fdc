import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOver } from './hand-over.ts';
import { type Lock, takeLock } from './lock.ts';
import { type JobReply, JobRequest, messages, send } from './messages.ts';

/** Runs a job that another process handed over; `signal` is aborted when that process goes away. Answers the exit status. */
export type JobHandler = (
  request: JobRequest,
  reply: (message: JobReply) => void,
  signal: AbortSignal,
) => Promise<number>;

export type Ownership =
  | {
      readonly kind: 'owner';
      /** Takes jobs of other processes from now on. */
      listen(handler: JobHandler): Promise<void>;
      /** Waits for jobs under way, then lets the folder go. */
      close(): Promise<void>;
    }
  | {
      readonly kind: 'other';
      /** Hands a job to the owner and answers its exit status; `data_folder_held` when nobody answers. */
      call(request: JobRequest, onReply: (message: JobReply) => void, signal: AbortSignal): Promise<number>;
    };

export interface OwnerOptions {
  /** The data folder; made when it is absent. */
  readonly dir: string;
  readonly version: string;
}

/** A data folder has one owning process. This one becomes it, or learns how to reach it. */
export function acquireOwner({ dir, version }: OwnerOptions): Ownership {
  mkdirSync(dir, { recursive: true });
  const lock = takeLock(dir);
  if (!lock) return { kind: 'other', call: (request, onReply, signal) => handOver(dir, request, onReply, signal) };
  return own(dir, version, lock);
}

function own(dir: string, version: string, lock: Lock): Ownership {
  const socket = socketPath(dir);
  lock.note({ pid: process.pid, since: new Date().toISOString(), version, socket });
  const jobs = new Set<Promise<void>>();
  let server: Server | undefined;
  return {
    kind: 'owner',
    listen: async (handler) => {
      rmSync(socket, { force: true });
      const listening = createServer((connection) => {
        const job = answer(connection, handler).finally(() => jobs.delete(job));
        jobs.add(job);
      });
      await new Promise<void>((resolve, reject) => listening.once('error', reject).listen(socket, resolve));
      chmodSync(socket, 0o600);
      listening.unref();
      server = listening;
    },
    close: async () => {
      server?.close();
      await Promise.all(jobs);
      rmSync(socket, { force: true });
      lock.release();
    },
  };
}

async function answer(connection: Socket, handler: JobHandler): Promise<void> {
  const controller = new AbortController();
  connection.on('error', () => controller.abort()).on('close', () => controller.abort());
  for await (const request of messages(connection, JobRequest)) {
    const exit = await handler(request, (message) => send(connection, message), controller.signal);
    send(connection, { exit });
    connection.end();
    return;
  }
}

/** Longest path that a Unix socket can have everywhere, in bytes. */
const LONGEST_SOCKET_PATH = 100;

function socketPath(dir: string): string {
  const inside = join(dir, 'owner.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  return join(tmpdir(), `vitrine-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}.sock`);
}
