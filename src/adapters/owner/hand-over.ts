import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { ERRORS, type ErrorCode, VitrineError } from '#src/errors';
import { type JobRequest, messages, OwnerMessage, send } from './messages.ts';

/** Where the words of a job go, and what it hears. */
export interface CallOptions {
  out(text: string): void;
  err(text: string): void;
  /** Asked for only when the job reads it. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  /** Its abort is passed on; the job then ends in its own way. */
  readonly signal?: AbortSignal;
}

/** A connection to the owner, greeted: the owner stays until it has been used. */
export interface OwnerConnection {
  readonly greeting: Extract<OwnerMessage, { type: 'hello' }>;
  /** Hands a job over, once, and answers its exit status. Throws `interrupted` when the owner ends before the job. */
  call(request: JobRequest, options: CallOptions): Promise<number>;
  close(): void;
}

/** Undefined when nobody listens at the path, or nobody answers in time. */
export async function connectToOwner(path: string, timeoutMs: number): Promise<OwnerConnection | undefined> {
  const socket = connect(path).on('error', () => {}); // the loop hears of it too
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  const incoming = messages(socket, OwnerMessage);
  const first = await incoming.next().catch(() => undefined);
  clearTimeout(timer);
  if (first === undefined || first.done || first.value.type !== 'hello') {
    socket.destroy();
    return undefined;
  }
  const greeting = first.value;
  const close = (): void => void socket.destroy();
  return { greeting, call: (request, options) => call(socket, incoming, request, options).finally(close), close };
}

async function call(
  socket: Socket,
  incoming: AsyncGenerator<OwnerMessage>,
  request: JobRequest,
  { out, err, input, signal }: CallOptions,
): Promise<number> {
  const cancel = (): void => send(socket, { type: 'cancel' });
  const pump = createPump(socket, input);
  send(socket, { type: 'run', request });
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for await (const message of incoming) {
      if (message.type === 'exit') return message.status;
      if (message.type === 'fault') throw new VitrineError(codeOf(message.code), message.message);
      if (message.type === 'out') out(message.text);
      else if (message.type === 'err') err(message.text);
      else if (message.type === 'pull') pump.next();
    }
    throw ended();
  } catch (error) {
    throw pump.error() ?? (error instanceof VitrineError ? error : ended(error));
  } finally {
    signal?.removeEventListener('abort', cancel);
    pump.stop();
  }
}

/** Sends standard input piece by piece, as the owner asks for it. */
function createPump(socket: Socket, open: (() => AsyncIterable<Uint8Array>) | undefined) {
  let source: AsyncIterable<Uint8Array> | undefined;
  let pieces: AsyncIterator<Uint8Array> | undefined;
  let failure: Error | undefined;
  const sendNext = async (): Promise<void> => {
    source ??= open?.();
    pieces ??= source?.[Symbol.asyncIterator]();
    const piece = await pieces?.next();
    const data = piece === undefined || piece.done ? null : Buffer.from(piece.value).toString('base64');
    send(socket, { type: 'input', data });
  };
  return {
    next: (): void => {
      sendNext().catch((error: Error) => {
        failure = error;
        socket.destroy();
      });
    },
    error: () => failure,
    /** An open stream, standard input above all, would keep the process alive. */
    stop: (): void => {
      if (source instanceof Readable) source.destroy();
    },
  };
}

function codeOf(code: string): ErrorCode {
  return Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal';
}

function ended(cause?: unknown): VitrineError {
  return new VitrineError(
    'interrupted',
    'The process that ran the command ended before the command did. Run the same command again: it goes on from there.',
    { cause },
  );
}
