import { type Transferable, Worker } from 'node:worker_threads';
import { type ErrorCode, VitrineError } from '#src/errors';
import { closeGate, createExitGate } from './exit-gate.ts';
import type { WorkerData, WorkerReply, WorkerRequest } from './worker-messages.ts';

/** A thread that answers requests in the order asked, so that computing never blocks the event loop. */
export interface WorkerThread<Request, Response> {
  /** Rejects with the worker's own error, or with `internal` when the thread ended before it answered. */
  call(request: Request, transfer?: readonly Transferable[]): Promise<Response>;
  /** Lets what was asked finish, then ends the thread. May be called twice. */
  close(): Promise<void>;
  /**
   * Ends the thread in the middle of what it does; open calls reject. Only for workers that run nothing but JavaScript:
   * native code must not be cut off.
   */
  stop(): Promise<void>;
}

export interface WorkerThreadOptions {
  /** What the thread is, for messages: `picture encoder`. */
  readonly name: string;
  /** The worker's module in TypeScript beside the caller's; in a build the `.js` beside it is meant. */
  readonly entry: URL;
  /** What the worker's service is made from. */
  readonly data: unknown;
  /** After so many milliseconds without a call the thread ends, and gives its memory back; without it, it stays. */
  readonly idleMs?: number;
}

interface Pending<Response> {
  resolve(response: Response): void;
  reject(error: Error): void;
}

/**
 * The thread starts with the first call. When it dies, every open call is told and the next call starts a new one.
 * An idle thread does not keep the process alive.
 */
export function createWorkerThread<Request, Response>(options: WorkerThreadOptions): WorkerThread<Request, Response> {
  let thread: RunningThread<Request, Response> | undefined;
  let closed = false;
  return {
    call(request, transfer = []) {
      if (closed) return Promise.reject(new VitrineError('internal', `The ${options.name} was closed.`));
      if (!thread?.alive()) thread = startThread(options);
      return thread.call(request, transfer);
    },
    async close() {
      closed = true;
      await thread?.close();
    },
    async stop() {
      closed = true;
      await thread?.stop();
    },
  };
}

interface RunningThread<Request, Response> {
  alive(): boolean;
  call(request: Request, transfer: readonly Transferable[]): Promise<Response>;
  close(): Promise<void>;
  stop(): Promise<void>;
}

function startThread<Request, Response>({
  name,
  entry,
  data,
  idleMs,
}: WorkerThreadOptions): RunningThread<Request, Response> {
  const gate = createExitGate();
  const workerData: WorkerData = { gate, data };
  const worker = new Worker(inThisBuild(entry), { execArgv: loaderArguments(), workerData });
  const beforeExit = (): void => closeGate(gate);
  process.on('exit', beforeExit);
  const pending = new Map<number, Pending<Response>>();
  let lastId = 0;
  let crash: unknown;
  let alive = true;
  let idle: NodeJS.Timeout | undefined;
  const close = (): void => {
    alive = false;
    worker.postMessage({ id: 0, close: true } satisfies WorkerRequest<Request>);
  };
  const rest = (): void => {
    worker.unref();
    if (idleMs !== undefined) idle = setTimeout(close, idleMs).unref();
  };
  const settle = (id: number): Pending<Response> | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    if (pending.size === 0 && alive) rest();
    return call;
  };
  worker.on('message', (reply: WorkerReply<Response>) => {
    if ('error' in reply) settle(reply.id)?.reject(toError(reply.error));
    else settle(reply.id)?.resolve(reply.response);
  });
  worker.on('error', (error) => {
    crash = error;
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (status) => {
      alive = false;
      process.off('exit', beforeExit);
      for (const id of [...pending.keys()]) settle(id)?.reject(ending(name, status, crash));
      resolve();
    });
  });
  worker.unref();
  return {
    alive: () => alive,
    call: (request, transfer) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, request } satisfies WorkerRequest<Request>, transfer);
      }),
    async close() {
      clearTimeout(idle);
      worker.ref();
      if (alive) close();
      await ended;
    },
    async stop() {
      await worker.terminate();
      await ended;
    },
  };
}

function ending(name: string, status: number, crash: unknown): VitrineError {
  const why = crash instanceof Error ? crash.message : `exit status ${status}`;
  return new VitrineError('internal', `The ${name} stopped (${why}). Try again: the next call starts a new one.`, {
    cause: crash,
  });
}

function toError({ code, message }: { readonly code: ErrorCode; readonly message: string }): VitrineError {
  return new VitrineError(code, message);
}

function inThisBuild(entry: URL): URL {
  return isCheckout() ? entry : new URL(entry.href.replace(/\.ts$/u, '.js'));
}

/** In a checkout workers are TypeScript too. */
function loaderArguments(): string[] {
  return isCheckout() ? ['--import', new URL('./register-tsx.mjs', import.meta.url).href] : [];
}

function isCheckout(): boolean {
  return import.meta.url.endsWith('.ts');
}
