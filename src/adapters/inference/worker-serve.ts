import { parentPort } from 'node:worker_threads';
import { asVitrineError } from '#src/errors';
import type { WorkerReply, WorkerRequest } from './worker-messages.ts';

export interface WorkerService<Request, Response> {
  answer(request: Request): Promise<Response>;
  /** Frees what the service holds outside JavaScript's memory. */
  release(): Promise<void>;
}

/** The thread's side of `createWorkerThread`: one request at a time, in the order asked. */
export function serveWorker<Request, Response>(service: WorkerService<Request, Response>): void {
  const port = parentPort;
  if (!port) throw new Error('This module runs as a worker thread only.');
  let last = Promise.resolve();
  const reply = (message: WorkerReply<Response>): void => port.postMessage(message);
  const handle = async (message: WorkerRequest<Request>): Promise<void> => {
    if ('close' in message) {
      await service.release();
      port.close();
      return;
    }
    try {
      reply({ id: message.id, response: await service.answer(message.request) });
    } catch (thrown) {
      const error = asVitrineError(thrown);
      reply({ id: message.id, error: { code: error.code, message: error.message } });
    }
  };
  port.on('message', (message: WorkerRequest<Request>) => {
    last = last.then(() => handle(message));
  });
}
