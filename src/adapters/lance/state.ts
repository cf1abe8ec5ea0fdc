import type { DocumentFeatures, IndexDocument } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Space, Vectors } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { LogEntry } from './change-log.ts';
import { type Columns, putDocument, removeDocument } from './columns/columns.ts';
import { withRoom } from './columns/growable.ts';
import { createFreshVectors, type FreshVectors } from './fresh-vectors.ts';
import { createHeldTexts, type HeldTexts } from './held-texts.ts';
import type { Tuning } from './tuning.ts';

/** Where the vectors of a space are searched. */
export interface SpaceState {
  readonly space: Space;
  readonly fresh: FreshVectors;
  /** The vectors of texts, for looking up single ones; a space of pictures has none. */
  readonly held: HeldTexts | undefined;
  /** Rows of the table that had to be asked for, for each item found, the last time; above 1 with several pictures. */
  rowsPerItem: number;
  /** Whether an index covers a part of the table. */
  indexed: boolean;
  /** Whether new vectors stay in `fresh` after they are in the table, until an index covers them. */
  retaining: boolean;
  /** Whether `fresh` has every vector that no index covers; if not, Lance has to compare with all of them. */
  complete: boolean;
}

export interface PendingChange {
  /** Null when the item was removed. */
  readonly document: IndexDocument | null;
  readonly stamp: number;
}

/** What a generation has in memory. Changed only by the writer, in the order of the log. */
export interface State {
  readonly manifest: GenerationManifest;
  readonly tuning: Tuning;
  readonly columns: Columns;
  readonly spaces: ReadonlyMap<string, SpaceState>;
  /** Changes by id that are in the log and not in the tables. */
  readonly pending: Map<string, PendingChange>;
  /** 1 for rows whose ids the tables may have. */
  stored: Uint8Array;
  /** Rises with every changed row. */
  stamp: number;
  sequence: number;
}

/** The state around columns whose items are all in the tables. */
export function createState(manifest: GenerationManifest, columns: Columns, tuning: Tuning): State {
  const spaces = manifest.spaces.map((space): [string, SpaceState] => {
    const fresh = createFreshVectors(space.dimensions);
    const held = space.holds === 'text' ? createHeldTexts(space.dimensions, tuning, columns.ids.length) : undefined;
    return [space.name, { space, fresh, held, rowsPerItem: 1, indexed: false, retaining: true, complete: true }];
  });
  return {
    manifest,
    tuning,
    columns,
    spaces: new Map(spaces),
    pending: new Map(),
    stored: new Uint8Array(columns.ids.length).fill(1),
    stamp: 0,
    sequence: 0,
  };
}

/** Makes an entry of the log true in memory. */
export function applyEntry(state: State, entry: LogEntry): void {
  if (entry.kind === 'write') for (const document of entry.documents) applyWrite(state, document);
  if (entry.kind === 'features') for (const document of entry.documents) applyFeatures(state, document);
  if (entry.kind === 'remove') for (const id of entry.ids) applyRemove(state, id);
  if (entry.kind === 'flushed') applyFlushed(state);
  if (entry.kind === 'commit') state.sequence = Math.max(state.sequence, entry.sequence);
}

export function isStored({ stored }: State, row: number): boolean {
  return stored[row] === 1;
}

export function setStored(state: State, row: number, isStored: boolean): void {
  state.stored = withRoom(state.stored, row + 1);
  state.stored[row] = isStored ? 1 : 0;
}

/** Throws `generation_incompatible` when one of its vectors does not fit. */
export function checkDocument(state: State, { vectors, pictures }: IndexDocument): void {
  for (const each of [vectors, ...pictures.map((picture) => picture.vectors)]) checkVectors(state, each);
}

/** Throws `generation_incompatible` when a vector is not one of its space. */
export function checkVectors(state: State, vectors: Vectors): void {
  for (const [name, vector] of Object.entries(vectors)) {
    const dimensions = state.spaces.get(name)?.space.dimensions;
    if (dimensions === vector.length) continue;
    const holds = dimensions === undefined ? 'has no such space' : `has ${dimensions}`;
    throw new VitrineError(
      'generation_incompatible',
      `A vector of ${vector.length} numbers is meant for space "${name}", but generation ${state.manifest.id} ${holds}. The models have changed: run \`vitrine reindex\`.`,
    );
  }
}

/** Puts the vectors of a row where they are found without the tables. */
function holdVectors(state: State, row: number, document: Pick<IndexDocument, 'vectors' | 'pictures'>): void {
  for (const { space, fresh } of state.spaces.values()) {
    const holders = space.holds === 'text' ? [{ number: 0, vectors: document.vectors }] : document.pictures;
    const vectors = holders.flatMap(({ number, vectors }) => {
      const vector = vectors[space.name];
      return vector ? [{ number, vector }] : [];
    });
    fresh.put(row, vectors, state.stamp);
  }
}

function applyWrite(state: State, document: IndexDocument): void {
  state.stamp++;
  const row = putDocument(state.columns, document);
  holdVectors(state, row, document);
  for (const { space, held } of state.spaces.values()) held?.put(row, document.vectors[space.name]);
  state.pending.set(document.id, { document, stamp: state.stamp });
}

/** Where the vectors of the item are found stays as it is. */
function applyFeatures({ columns }: State, document: DocumentFeatures): void {
  if (columns.alive[columns.rows.get(document.id) ?? -1] === 1) putDocument(columns, document);
}

function applyRemove(state: State, id: string): void {
  state.stamp++;
  const row = removeDocument(state.columns, id);
  if (row === undefined) return;
  for (const { fresh } of state.spaces.values()) fresh.remove(row);
  state.pending.set(id, { document: null, stamp: state.stamp });
}

/** What was pending is in the tables now. */
function applyFlushed(state: State): void {
  const { pending, columns, spaces } = state;
  for (const [id, { document }] of pending) {
    const row = columns.rows.get(id)!;
    setStored(state, row, document !== null);
    for (const each of spaces.values()) if (!each.retaining) each.fresh.remove(row);
  }
  pending.clear();
  for (const each of spaces.values()) {
    if (each.fresh.floats <= state.tuning.mostFreshFloats) continue;
    each.fresh.dropThrough(state.stamp);
    Object.assign(each, { retaining: false, complete: false });
  }
}
