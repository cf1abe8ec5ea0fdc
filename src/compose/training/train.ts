import { randomUUID } from 'node:crypto';
import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import type { TrainedPart } from '#src/cf/train';
import { VitrineError } from '#src/errors';
import type { StateStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { readTrainingData } from './data.ts';
import type { HeldOut } from './learn.ts';
import type { TrainingRequest, TrainingResponse } from './worker.ts';

/** Under which name the model of shoppers' behaviour is published. */
export const CF_MODEL = 'cf';

export const TRAINABLE = ['popularity', 'item', 'als', 'ease'] as const satisfies readonly TrainedPart[];

export interface TrainOptions {
  readonly catalog: string;
  readonly parts: readonly TrainedPart[];
  /** Milliseconds since 1970; by default the newest event. */
  readonly asOf?: number | undefined;
  /** Publishes also what is not better than popularity. */
  readonly yes: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly phase: string; readonly done: number }) => void) | undefined;
}

export interface TrainReport {
  readonly catalog: string;
  readonly version: string;
  readonly events: number;
  readonly users: number;
  readonly items: number;
  readonly pairs: number;
  readonly bytes: number;
  readonly heldOut: HeldOut | null;
  readonly boughtAgain: number;
  readonly published: boolean;
  readonly notices: readonly string[];
  readonly seconds: number;
}

export interface TrainDeps {
  readonly state: StateStore;
  readonly analyser: Analyser;
}

/**
 * Learns from the events in a thread of its own, and publishes the model if its lists beat popularity. Throws
 * `source_invalid` without events, and `interrupted` as soon as the signal comes.
 */
export async function train({ state, analyser }: TrainDeps, options: TrainOptions): Promise<TrainReport> {
  const start = performance.now();
  const { catalog, parts, signal, onProgress = () => {} } = options;
  const data = await readTrainingData(
    { ...state, analyser },
    {
      catalog,
      asOf: options.asOf,
      signal,
      onEvents: (done) => onProgress({ phase: 'reading events', done }),
    },
  );
  checkInterrupted(signal);
  const [events, users, items] = [data.user.length, data.users.length, data.items.length];
  if (events === 0)
    throw new VitrineError(
      'source_invalid',
      `The catalog "${catalog}" has no events to learn from. Import some: vitrine events FILE --catalog ${catalog}`,
    );
  onProgress({ phase: 'training', done: events });
  const learned = await inThread({ data, parts }, signal);
  checkInterrupted(signal);
  const { bytes, heldOut, boughtAgain, pairs, asOf } = learned;
  const version = `${new Date().toISOString().replace(/\D/gu, '').slice(0, 14)}-${randomUUID().slice(0, 8)}`;
  const verdict = judge(heldOut, parts, options.yes);
  if (verdict.publish) {
    onProgress({ phase: 'publishing', done: events });
    const about = { parts, asOf, events, pairs, heldOut: heldOut ?? null, boughtAgain };
    await state.models.publish(catalog, CF_MODEL, { version, createdAt: new Date().toISOString(), about, data: bytes });
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  return {
    ...{ catalog, version, events, users, items, pairs, bytes: bytes.length, boughtAgain, seconds },
    ...{ heldOut: heldOut ?? null, published: verdict.publish, notices: verdict.notices },
  };
}

async function inThread(request: TrainingRequest, signal: AbortSignal | undefined): Promise<TrainingResponse> {
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

function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new VitrineError('interrupted', 'Interrupted: nothing was published, the model of before still serves.');
}

function judge(heldOut: HeldOut | undefined, parts: readonly TrainedPart[], yes: boolean) {
  if (!heldOut)
    return { publish: true, notices: ['too few shoppers have earlier and later events: the model was not judged'] };
  const { model, popularity } = heldOut.hits.all;
  const isBetter = parts.every((part) => part === 'popularity') || model.mean > popularity.mean;
  if (isBetter) return { publish: true, notices: [] };
  const figures = `${model.mean.toFixed(3)} of the lists hit, ${popularity.mean.toFixed(3)} of those by popularity`;
  const notice = `the model does not beat popularity on held-out events (${figures})`;
  return { publish: yes, notices: [yes ? notice : `${notice}: it was not published (--yes publishes it)`] };
}
