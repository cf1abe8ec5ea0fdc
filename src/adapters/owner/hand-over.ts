import { connect, type Socket } from 'node:net';
import { VitrineError } from '#src/errors';
import { readNote } from './lock.ts';
import { JobReply, type JobRequest, messages, send } from './messages.ts';

/** How long a new owner may take from its lock to its socket, in milliseconds. */
const PATIENCE_MS = 3_000;
const BETWEEN_TRIES_MS = 100;

/** Hands a job to the owner of the folder, shows what it sends, and answers its exit status. */
export async function handOver(
  dir: string,
  request: JobRequest,
  onReply: (message: JobReply) => void,
  signal: AbortSignal,
): Promise<number> {
  const connection = await reach(dir, signal);
  signal.addEventListener('abort', () => connection.destroy(), { once: true });
  send(connection, request);
  try {
    for await (const message of messages(connection, JobReply)) {
      if ('exit' in message) return message.exit;
      onReply(message);
    }
  } catch (cause) {
    if (!signal.aborted) throw ended(dir, cause);
  } finally {
    connection.destroy();
  }
  if (signal.aborted)
    throw new VitrineError('interrupted', 'Interrupted: the job was stopped. The same command goes on from there.');
  throw ended(dir);
}

async function reach(dir: string, signal: AbortSignal): Promise<Socket> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const note = readNote(dir);
    const connection = note && (await tryConnect(note.socket));
    if (connection) return connection;
    if (performance.now() > until || signal.aborted) throw held(dir);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined));
  });
}

function held(dir: string): VitrineError {
  const note = readNote(dir);
  const who = note ? `process ${note.pid} since ${note.since}` : 'another process';
  return new VitrineError(
    'data_folder_held',
    `The data folder ${dir} is held by ${who}, which does not answer. End it, or use another folder by --data.`,
  );
}

function ended(dir: string, cause?: unknown): VitrineError {
  return new VitrineError(
    'data_folder_held',
    `The process that owns ${dir} ended before the job was done. Run the same command again.`,
    { cause },
  );
}
