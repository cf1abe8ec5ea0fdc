import { randomUUID } from 'node:crypto';
import type { FilesOptions } from '#src/adapters/files/files';
import type { ImportedFactors } from '#src/cf/imported-factors';
import type { TrainedPart } from '#src/cf/train';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { StateStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { readTrainingData, type TrainingSink } from './data.ts';
import {
  countImported,
  foldInOf,
  type ImportedCounts,
  type ImportOptions,
  importNotices,
  readImported,
} from './imported.ts';
import type { HeldOut } from './learn.ts';
import { aboutModel, CF_MODEL, loadLive } from './published.ts';
import { checkInterrupted, startTrainingThread } from './thread.ts';

export const TRAINABLE = ['popularity', 'item', 'als', 'ease'] as const satisfies readonly TrainedPart[];

/** What is learned unless something else is asked for; a refresh learns what changes by the day and is quick to learn. */
export const TRAINED = { train: ['item', 'als'], refresh: ['item'] } as const satisfies Record<
  string,
  readonly TrainedPart[]
>;

export interface TrainOptions {
  readonly catalog: string;
  readonly parts: readonly TrainedPart[];
  /** Milliseconds since 1970; by default the newest event. */
  readonly asOf?: number | undefined;
  /** Publishes also what is not better than popularity. */
  readonly yes: boolean;
  /** Factors trained elsewhere, which take the place of ALS. */
  readonly imports?: ImportOptions | undefined;
  /** Learns only the parts anew and keeps what else the live model knows. It is published without being judged again. */
  readonly refresh?: boolean;
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
  /** The version that was refreshed; null for a training. */
  readonly refreshed: string | null;
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
 * Learns from the events in a thread of its own, and publishes the model if its lists beat popularity; of one catalog one
 * training at a time, so that no refresh brings back what a training has replaced meanwhile. Throws `source_invalid`
 * without events, `invalid_request` for a refresh of nothing, and `interrupted` as soon as the signal comes.
 */
export async function train(deps: TrainDeps, options: TrainOptions): Promise<TrainReport> {
  const { catalog, signal = NEVER } = options;
  const lease = await deps.state.leases.hold(`train ${catalog}`, signal);
  return learnAndPublish(deps, options).finally(lease.release);
}

const NEVER = new AbortController().signal;

async function learnAndPublish(deps: TrainDeps, options: TrainOptions): Promise<TrainReport> {
  const start = performance.now();
  const { state, createFiles } = deps;
  const { catalog, parts, imports, signal, onProgress = () => {} } = options;
  const imported = imports && (await readFactorsOf(imports, createFiles(imports), options));
  const base = options.refresh ? await loadLive(catalog, state.models) : undefined;
  // Events that come from now on are perhaps not among those that are read.
  const eventsVersion = await state.events.version(catalog);
  const { facts, counts, learned } = await learnInThread(deps, options, { imported, keep: base?.data });
  checkInterrupted(signal);
  const { bytes, heldOut = null, boughtAgain, pairs, asOf } = learned;
  const createdAt = new Date().toISOString();
  const version = `${createdAt.replace(/\D/gu, '').slice(0, 14)}-${randomUUID().slice(0, 8)}`;
  const verdict = base ? refreshed(base.version) : judge(heldOut, parts, options.yes);
  if (verdict.publish) {
    const { events } = facts;
    onProgress({ phase: 'publishing', done: events });
    const before = base ? aboutModel(base) : { trainedAt: createdAt, heldOut };
    // A refreshed model still has the factors that were imported before.
    const ofImport = counts ?? base?.about.imported ?? null;
    const about = { parts, asOf, events, pairs, boughtAgain, imported: ofImport, ...before, eventsVersion };
    await state.models.publish(catalog, CF_MODEL, { version, createdAt, about, data: bytes });
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  return {
    ...{ catalog, version, ...facts, pairs, bytes: bytes.length, boughtAgain, seconds },
    ...{ heldOut, imported: counts, refreshed: base?.version ?? null, published: verdict.publish },
    notices: [...verdict.notices, ...(imports ? importNotices(imports) : [])],
  };
}

interface LearnWith {
  readonly imported: ImportedFactors | undefined;
  /** A model to refresh. */
  readonly keep: Uint8Array | undefined;
}

async function learnInThread(deps: TrainDeps, options: TrainOptions, { imported, keep }: LearnWith) {
  const { catalog, parts, imports, signal, onProgress = () => {} } = options;
  const { events: expected } = await deps.state.events.counts(catalog);
  const thread = startTrainingThread(expected, signal);
  try {
    const { facts, otherItems, counts } = await readInto(thread, deps, options, imported);
    onProgress({ phase: 'training', done: facts.events });
    // Lists fold shoppers in: the factors of users that came along were counted, and are of no further use.
    const factors = imported && { ...imported, users: { ids: [], vectors: new Float32Array(0) } };
    const { users } = facts;
    const learned = await thread.learn({ parts, users, otherItems, imported: factors, als: foldInOf(imports), keep });
    return { facts, counts, learned };
  } finally {
    await thread.close();
  }
}

/** What the thread does not need of the ids, of millions of shoppers, ends with this function. */
async function readInto(
  sink: TrainingSink,
  { state, analyser }: TrainDeps,
  { catalog, asOf, signal, onProgress = () => {} }: TrainOptions,
  imported: ImportedFactors | undefined,
) {
  const onEvents = (done: number): void => onProgress({ phase: 'reading events', done });
  const read = await readTrainingData({ ...state, analyser }, sink, { catalog, asOf, signal, onEvents });
  checkInterrupted(signal);
  const { events, users, items, inCatalog } = read;
  // Factors of items from elsewhere are of use as soon as somebody clicks.
  if (events === 0 && !imported) throw nothingToLearn(catalog, asOf);
  return {
    facts: { events, users: users.size, items: items.size },
    otherItems: items.ids.slice(inCatalog),
    counts: imported ? countImported(imported, read) : null,
  };
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

function refreshed(version: string) {
  return { publish: true, notices: [`${version} was refreshed by the newest events, and not judged again`] };
}

function judge(heldOut: HeldOut | null, parts: readonly TrainedPart[], yes: boolean) {
  if (!heldOut)
    return { publish: true, notices: ['too few shoppers have earlier and later events: the model was not judged'] };
  const { model, popularity } = heldOut.hits.all;
  const isBetter = parts.every((part) => part === 'popularity') || model.mean > popularity.mean;
  if (isBetter) return { publish: true, notices: [] };
  const figures = `${model.mean.toFixed(3)} of the lists hit, ${popularity.mean.toFixed(3)} of those by popularity`;
  const notice = `the model does not beat popularity on held-out events (${figures})`;
  return { publish: yes, notices: [yes ? notice : `${notice}: it was not published (--yes publishes it)`] };
}

function nothingToLearn(catalog: string, asOf: number | undefined): VitrineError {
  const until = asOf === undefined ? '' : ` until ${new Date(asOf).toISOString()}`;
  return new VitrineError(
    'source_invalid',
    `The catalog "${catalog}" has no events to learn from${until} (that an item was shown says nothing). Import some: ` +
      `vitrine events FILE --catalog ${catalog}`,
  );
}
