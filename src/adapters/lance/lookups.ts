import type { Table as LanceTable } from '@lancedb/lancedb';
import type { Vector, Vectors } from '#src/domain/space';
import type { Fingerprint, ItemVectors } from '#src/ports/generations';
import type { State } from './state.ts';
import { tableOf, vectorColumn } from './table-rows.ts';
import { IDS_AT_ONCE, idsCondition, type Tables } from './tables.ts';

/** What was embedded of the items: from memory what is pending, from the table the rest. */
export async function readFingerprints(
  state: State,
  tables: Tables,
  ids: readonly string[],
): Promise<Map<string, Fingerprint>> {
  const { pending, stored } = split(state, ids);
  const found = new Map<string, Fingerprint>();
  for (const { id, textHash, pictures } of pending) {
    found.set(id, { textHash, pictures: pictures.map(({ number, hash }) => ({ number, hash })) });
  }
  for (const row of await readRows(() => tables.items, stored, ['id', 'hashes'])) {
    const [textHash = '', ...pictures] = [...(row.hashes as Iterable<string>)];
    found.set(row.id, { textHash, pictures: pictures.map(parsePictureHash) });
  }
  return found;
}

export async function readVectors(
  state: State,
  tables: Tables,
  ids: readonly string[],
): Promise<Map<string, ItemVectors>> {
  const { pending, stored } = split(state, ids);
  const found = new Map<string, ItemVectors>();
  for (const { id, vectors, pictures } of pending) found.set(id, { text: vectors, pictures });
  const [items, pictures] = await Promise.all([
    readRows(() => tables.items, stored, ['id', ...columnsOf(state, 'items')]),
    tables.pictures
      ? readRows(() => tables.pictures!, stored, ['id', 'number', 'hash', ...columnsOf(state, 'pictures')])
      : [],
  ]);
  for (const row of items) found.set(row.id, { text: vectorsOf(state, row, 'items'), pictures: [] });
  for (const row of pictures.sort((a, b) => (a.number as number) - (b.number as number))) {
    const picture = {
      number: row.number as number,
      hash: row.hash as string,
      vectors: vectorsOf(state, row, 'pictures'),
    };
    const item = found.get(row.id);
    if (item) found.set(row.id, { ...item, pictures: [...item.pictures, picture] });
  }
  return found;
}

/** Cosines with the text or the best picture of each of the items, NaN where there is no vector in the space. */
export async function readSimilarities(
  state: State,
  tables: Tables,
  { space, vector, ids }: { readonly space: string; readonly vector: Vector; readonly ids: readonly string[] },
): Promise<Float64Array> {
  const similarities = new Float64Array(ids.length).fill(Number.NaN);
  const { columns } = state;
  const held = state.spaces.get(space)?.held;
  const unknown: number[] = [];
  for (let place = 0; place < ids.length; place++) {
    const row = columns.rows.get(ids[place]!);
    if (row === undefined || columns.alive[row] !== 1) continue;
    const cosine = held?.cosine(row, vector);
    if (cosine === undefined) unknown.push(place);
    else similarities[place] = cosine;
  }
  const read =
    unknown.length > 0
      ? await readVectors(
          state,
          tables,
          unknown.map((place) => ids[place]!),
        )
      : undefined;
  for (const place of unknown) {
    const { text = {}, pictures = [] } = read!.get(ids[place]!) ?? {};
    const own = [text, ...pictures.map(({ vectors }) => vectors)].flatMap((vectors) => vectors[space] ?? []);
    if (own.length > 0) similarities[place] = Math.max(...own.map((one) => dotProduct(one, vector)));
  }
  return similarities;
}

/** The cosine of vectors of unit length. */
function dotProduct(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** A row of a table; columns by their names. */
export type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Rows of the table under the ids, as plain objects. */
export async function readRows(table: () => LanceTable, ids: readonly string[], columns: string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const some = table()
      .query()
      .where(idsCondition(ids.slice(at, at + IDS_AT_ONCE)))
      .select(columns);
    for await (const batch of some) for (const row of batch) rows.push(row as unknown as Row);
  }
  return rows;
}

/** A vector as Arrow gives it; going through its numbers one by one takes ten times as long. */
interface ArrowVector {
  toArray(): Float32Array;
}

/** The vectors of a row of the table; Lance's own arrays are copied, because they hold on to whole batches. */
export function vectorsOf({ manifest: { spaces } }: State, row: Row, table: 'items' | 'pictures'): Vectors {
  const vectors = spaces
    .filter((space) => tableOf(space) === table)
    .map((space) => [space.name, row[vectorColumn(spaces, space.name)] as ArrowVector | null] as const);
  return Object.fromEntries(vectors.flatMap(([name, vector]) => (vector ? [[name, vector.toArray().slice()]] : [])));
}

export function columnsOf({ manifest: { spaces } }: State, table: 'items' | 'pictures'): string[] {
  return spaces.filter((space) => tableOf(space) === table).map((space) => vectorColumn(spaces, space.name));
}

function parsePictureHash(text: string): { number: number; hash: string } {
  const blank = text.indexOf(' ');
  return { number: Number(text.slice(0, blank)), hash: text.slice(blank + 1) };
}

/** Ids that are there, once each: documents of those that are in memory, ids of the others. */
function split({ columns, pending }: State, ids: readonly string[]) {
  const there = [...new Set(ids)].filter((id) => columns.alive[columns.rows.get(id) ?? -1] === 1);
  return {
    pending: there.flatMap((id) => pending.get(id)?.document ?? []),
    stored: there.filter((id) => !pending.has(id)),
  };
}
