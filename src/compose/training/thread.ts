import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import { VitrineError } from '#src/errors';
import type { TrainingRequest, TrainingResponse } from './worker.ts';

/** Learns in a thread of its own, which ends with the signal. Throws `interrupted` then. */
export async function learnInThread(
  request: TrainingRequest,
  signal: AbortSignal | undefined,
): Promise<TrainingResponse> {
  const thread = createWorkerThread<TrainingRequest, TrainingResponse>({
    name: 'training',
    entry: new URL('./worker.ts', import.meta.url),
    data: undefined,
  });
  const stop = (): void => void thread.stop();
  signal?.addEventListener('abort', stop);
  try {
    const { user, item, type, at, value } = request.data;
    return await thread.call(
      request,
      [user, item, type, at, value].map(({ buffer }) => buffer as ArrayBuffer),
    );
  } catch (error) {
    // A thread that was stopped says that it broke.
    checkInterrupted(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await thread.close();
  }
}

/** Throws `interrupted` once the signal has come. */
export function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new VitrineError(
      'interrupted',
      'Interrupted: nothing was published, the model of before still serves. Run the same command again.',
    );
}
