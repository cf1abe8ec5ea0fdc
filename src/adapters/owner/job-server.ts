import { createServer, type Server, type Socket } from 'node:net';
import { asVitrineError, VitrineError } from '#src/errors';
import { createDeferred } from './deferred.ts';
import { createJobInput, type JobInput } from './job-input.ts';
import { ClientMessage, type JobRequest, messages, type OwnerMessage, send } from './messages.ts';

/** What a job that was handed over writes to and hears from. */
export interface JobChannel {
  out(text: string): void;
  err(text: string): void;
  /** Standard input of the other process, read as far as the job asks. Throws `interrupted` when that process ends. */
  input(): AsyncIterable<Uint8Array>;
  /** Aborted when the other process is interrupted or goes away. */
  readonly signal: AbortSignal;
}

/** Runs a job that another process handed over and answers its exit status. */
export type JobHandler = (request: JobRequest, channel: JobChannel) => Promise<number>;

export interface JobServer {
  readonly server: Server;
  /** Runs jobs from now on; those that came before have waited. */
  handle(handler: JobHandler): void;
  /** Whether another process is served now. */
  isServing(): boolean;
  /** Resolves as soon as no other process is served; takes none from then on. `signal` cancels what is under way. */
  drain(signal?: AbortSignal): Promise<void>;
  /** Turns away who waits, cancels what is under way and waits for its end. */
  stop(): Promise<void>;
}

/** A process that connects and says nothing for so long is turned away. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Serves the processes that connect: each is greeted at once, sends one job and gets what the job says. */
export function createJobServer(greeting: () => OwnerMessage): JobServer {
  const connections = new Map<Connection, Promise<void>>();
  const handler = createDeferred<JobHandler>();
  let closing = false;
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
    for (const connection of connections.keys()) connection.cancel();
  };
  const server = createServer((socket) => {
    if (closing || cancelled) return void socket.destroy();
    const connection = serveConnection(socket, greeting(), handler.promise);
    connections.set(
      connection,
      connection.done.finally(() => connections.delete(connection)),
    );
  });
  const idle = async () => {
    while (connections.size > 0) await Promise.race(connections.values());
    closing = true;
  };
  return {
    server,
    handle: handler.resolve,
    isServing: () => connections.size > 0,
    drain: async (signal) => {
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      await idle();
      signal?.removeEventListener('abort', cancel);
    },
    stop: async () => {
      handler.reject(
        new VitrineError('interrupted', 'The process that holds the data folder ended. Run the command again.'),
      );
      cancel();
      await idle();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
}

interface Connection {
  /** Aborts the job, or turns the process away that has none. */
  cancel(): void;
  readonly done: Promise<void>;
}

function serveConnection(socket: Socket, greeting: OwnerMessage, handler: Promise<JobHandler>): Connection {
  const controller = new AbortController();
  const input = createJobInput(() => send(socket, { type: 'pull' }));
  let job: Promise<void> | undefined;
  let running = false;
  const start = async (request: JobRequest): Promise<void> => {
    running = true;
    const last = await runJob(request, channelOf(socket, input, controller.signal), handler);
    running = false;
    send(socket, last);
    socket.end();
  };
  const hear = async (): Promise<void> => {
    for await (const message of messages(socket, ClientMessage)) {
      if (message.type === 'cancel') controller.abort();
      else if (message.type === 'input') input.give(message.data);
      else if (job) throw new Error('A second job came over one connection.');
      else job = start(message.request);
      socket.setTimeout(0);
    }
  };
  socket.on('error', () => {}); // the loop hears of it too
  socket.setTimeout(REQUEST_TIMEOUT_MS, () => socket.destroy());
  send(socket, greeting);
  const done = hear()
    .catch(() => {}) // a connection that breaks, or speaks something else, is over
    .then(() => {
      controller.abort();
      input.break();
      socket.destroy();
      return job;
    });
  const cancel = (): void => {
    controller.abort();
    if (!running) socket.destroy();
  };
  return { cancel, done };
}

function channelOf(socket: Socket, input: JobInput, signal: AbortSignal): JobChannel {
  return {
    out: (text) => send(socket, { type: 'out', text }),
    err: (text) => send(socket, { type: 'err', text }),
    input: input.read,
    signal,
  };
}

async function runJob(request: JobRequest, channel: JobChannel, handler: Promise<JobHandler>): Promise<OwnerMessage> {
  try {
    return { type: 'exit', status: await (await handler)(request, channel) };
  } catch (error) {
    const { code, message } = asVitrineError(error);
    return { type: 'fault', code, message };
  }
}
