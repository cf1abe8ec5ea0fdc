import { randomUUID } from 'node:crypto';
import type { FilesOptions } from '#src/adapters/files/files';
import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import type { ImportedFactors } from '#src/cf/imported-factors';
import type { TrainedPart } from '#src/cf/train';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { ModelStore } from '#src/ports/models';
import type { StateStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { readTrainingData, type TrainingData } from './data.ts';
import {
  countImported,
  foldInOf,
  type ImportedCounts,
  type ImportOptions,
  importNotices,
  readImported,
} from './imported.ts';
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
  /** Factors trained elsewhere, which take the place of ALS. */
  readonly imports?: ImportOptions | undefined;
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
  /** Of factors trained elsewhere; null without them. */
  readonly imported: ImportedCounts | null;
  readonly published: boolean;
  readonly notices: readonly string[];
  readonly seconds: number;
}

export interface TrainDeps {
  readonly state: StateStore;
  readonly analyser: Analyser;
  readonly createFiles: (options: FilesOptions) => Files;
}

/**
 * Learns from the events in a thread of its own, and publishes the model if its lists beat popularity. Throws
 * `source_invalid` without events, and `interrupted` as soon as the signal comes.
 */
export async function train({ state, analyser, createFiles }: TrainDeps, options: TrainOptions): Promise<TrainReport> {
  const start = performance.now();
  const { catalog, parts, imports, signal, onProgress = () => {} } = options;
  const imported = imports && (await readFactorsOf(imports, createFiles(imports), options));
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
  // Factors of items are of use as soon as somebody clicks.
  if (events === 0 && !imported)
    throw new VitrineError(
      'source_invalid',
      `The catalog "${catalog}" has no events to learn from. Import some: vitrine events FILE --catalog ${catalog}`,
    );
  onProgress({ phase: 'training', done: events });
  const counts = imported ? countImported(imported, knownOf(data)) : null;
  const learned = await inThread({ data, parts, imported, als: foldInOf(imports) }, signal);
  checkInterrupted(signal);
  const { bytes, heldOut, boughtAgain, pairs, asOf } = learned;
  const version = `${new Date().toISOString().replace(/\D/gu, '').slice(0, 14)}-${randomUUID().slice(0, 8)}`;
  const verdict = judge(heldOut, parts, options.yes);
  if (verdict.publish) {
    onProgress({ phase: 'publishing', done: events });
    const about = { parts, asOf, events, pairs, heldOut: heldOut ?? null, boughtAgain, imported: counts };
    await state.models.publish(catalog, CF_MODEL, { version, createdAt: new Date().toISOString(), about, data: bytes });
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  return {
    ...{ catalog, version, events, users, items, pairs, bytes: bytes.length, boughtAgain, seconds },
    ...{ heldOut: heldOut ?? null, imported: counts, published: verdict.publish },
    notices: [...verdict.notices, ...(imports ? importNotices(imports) : [])],
  };
}

/** Makes the model before the live one again, as one that did harm wants. Throws `invalid_request` when there is none. */
export async function rollBackModel(
  catalog: string,
  models: ModelStore,
): Promise<{ readonly live: string; readonly previous: string }> {
  await models.rollback(catalog, CF_MODEL);
  const [live, previous] = [await models.live(catalog, CF_MODEL), await models.previous(catalog, CF_MODEL)];
  return { live: live?.version ?? '', previous: previous?.version ?? '' };
}

async function readFactorsOf(
  imports: ImportOptions,
  files: Files,
  { signal, onProgress = () => {} }: TrainOptions,
): Promise<ImportedFactors> {
  try {
    return await readImported(imports, files, {
      signal,
      onRead: (done) => onProgress({ phase: 'reading factors', done }),
    });
  } catch (error) {
    checkInterrupted(signal);
    throw error;
  }
}

function knownOf({ users, items, content }: TrainingData) {
  return { users, items, inCatalog: content.length };
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
    throw new VitrineError(
      'interrupted',
      'Interrupted: nothing was published, the model of before still serves. Run the same command again.',
    );
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
