import { createWorkerThread } from '#src/adapters/inference/worker-thread';

/** A process that uses a worker once and never closes it; it must end by itself. */
const worker = createWorkerThread<string, string>({
  name: 'echo',
  entry: new URL('./echo-worker.ts', import.meta.url),
  data: null,
});
console.log(await worker.call('once'));
