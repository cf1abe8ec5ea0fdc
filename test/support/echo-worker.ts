import { threadId } from 'node:worker_threads';
import { serveWorker } from '#src/adapters/inference/worker-serve';
import { VitrineError } from '#src/errors';

/** A worker for tests: answers what it is told or which thread it is, fails as asked, or dies. */
serveWorker<null, string, string>(() => ({
  async answer(request) {
    if (request === 'refuse') throw new VitrineError('invalid_picture', 'refused');
    if (request === 'crash') setImmediate(() => Promise.reject(new Error('out of luck')));
    if (request === 'exit') process.exit(7);
    if (request === 'crash') return new Promise(() => {});
    while (request === 'never') Math.random();
    return `echo ${request === 'thread' ? threadId : request}`;
  },
  async release() {},
}));
