import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import { VitrineError } from '#src/errors';
import type { TrainingRequest, TrainingResponse } from './worker.ts';

/**
 * Learns in a thread of its own, which ends with the signal. Throws `interrupted` then. The columns of the events and the
 * model to refresh go over and are empty here; nothing here holds on to the rest, which may be large.
 */
export function learnInThread(request: TrainingRequest, signal: AbortSignal | undefined): Promise<TrainingResponse> {
  const thread = createWorkerThread<TrainingRequest, TrainingResponse>({
    name: 'training',
    entry: new URL('./worker.ts', import.meta.url),
    data: undefined,
  });
  const stop = (): void => void thread.stop();
  signal?.addEventListener('abort', stop);
  const { user, item, type, at, value } = request.data;
  const moved = [user, item, type, at, value, ...(request.keep ? [request.keep] : [])];
  return thread
    .call(
      request,
      moved.map(({ buffer }) => buffer as ArrayBuffer),
    )
    .catch((error: unknown) => {
      // A thread that was stopped says that it broke.
      checkInterrupted(signal);
      throw error;
    })
    .finally(() => {
      signal?.removeEventListener('abort', stop);
      return thread.close();
    });
}

/** Throws `interrupted` once the signal has come. */
export function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new VitrineError(
      'interrupted',
      'Interrupted: nothing was published, the model of before still serves. Run the same command again.',
    );
}
