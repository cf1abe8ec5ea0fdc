import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import { asVitrineError } from '#src/errors';
import { enterGate, leaveGate } from './exit-gate.ts';
import type { WorkerData, WorkerReply, WorkerRequest } from './worker-messages.ts';

export interface WorkerService<Request, Response> {
  answer(request: Request): Promise<Response>;
  /** What of a response goes to the other thread instead of being copied. */
  transfer?(response: Response): readonly Transferable[];
  /** Frees what the service holds outside JavaScript's memory. */
  release(): Promise<void>;
}

/**
 * The thread's side of `createWorkerThread`: one request at a time, in the order asked. `open` gets the thread's data,
 * whose type only the two sides know.
 */
export function serveWorker<Data, Request, Response>(open: (data: Data) => WorkerService<Request, Response>): void {
  const port = parentPort;
  if (!port) throw new Error('This module runs as a worker thread only.');
  // Both come from `startThread`, which wraps the data that the caller of this module's entry gave.
  const { gate, data } = workerData as WorkerData;
  const service = open(data as Data);
  const answer = async (id: number, request: Request): Promise<WorkerReply<Response>> => {
    try {
      return { id, response: await service.answer(request) };
    } catch (thrown) {
      const { code, message } = asVitrineError(thrown);
      return { id, error: { code, message } };
    }
  };
  const handle = async (message: WorkerRequest<Request>): Promise<void> => {
    if (!enterGate(gate)) return;
    if ('close' in message) await service.release();
    else {
      const reply = await answer(message.id, message.request);
      port.postMessage(reply, 'response' in reply ? service.transfer?.(reply.response) : []);
    }
    leaveGate(gate);
    if ('close' in message) port.close();
  };
  let last = Promise.resolve();
  port.on('message', (message: WorkerRequest<Request>) => {
    last = last.then(() => handle(message));
  });
}
