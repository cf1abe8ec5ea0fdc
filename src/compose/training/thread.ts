import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import { VitrineError } from '#src/errors';
import type { TrainingSink } from './data.ts';
import type { LearnRequest, TrainingRequest, TrainingResponse, TrainingStart } from './worker.ts';

/** A thread that is sent what there is to learn from, in pieces, and then learns. */
export interface TrainingThread extends TrainingSink {
  /** What else there is to learn with; `events` is known here. The model to refresh goes over and is empty here. */
  learn(request: Omit<LearnRequest, 'events'>): Promise<TrainingResponse>;
  close(): Promise<void>;
}

/** The thread ends with the signal; its calls throw `interrupted` then. */
export function startTrainingThread(expected: number, signal: AbortSignal | undefined): TrainingThread {
  const thread = createWorkerThread<TrainingRequest, TrainingResponse | undefined>({
    name: 'training',
    entry: new URL('./worker.ts', import.meta.url),
    data: { expected } satisfies TrainingStart,
  });
  const stop = (): void => void thread.stop();
  signal?.addEventListener('abort', stop);
  const call = async (request: TrainingRequest, moved: readonly Uint8Array[] | readonly ArrayBufferView[] = []) => {
    try {
      return await thread.call(
        request,
        moved.map(({ buffer }) => buffer as ArrayBuffer),
      );
    } catch (error) {
      // A thread that was stopped says that it broke.
      checkInterrupted(signal);
      throw error;
    }
  };
  let sent = 0;
  return {
    items: async (batch) => void (await call({ items: batch })),
    events: async (batch) => {
      const { user, item, weight, at, isPurchase } = batch;
      sent += user.length;
      await call({ events: batch }, [user, item, weight, at, isPurchase]);
    },
    learn: async (request) =>
      (await call({ learn: { ...request, events: sent } }, request.keep ? [request.keep] : []))!,
    close: () => {
      signal?.removeEventListener('abort', stop);
      return thread.close();
    },
  };
}

/** Throws `interrupted` once the signal has come. */
export function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new VitrineError(
      'interrupted',
      'Interrupted: nothing was published, the model of before still serves. Run the same command again.',
    );
}
