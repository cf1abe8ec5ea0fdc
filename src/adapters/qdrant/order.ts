import { foldValue, labelKey } from '#src/domain/field-value';
import type { Dictionary, Row } from './dictionary.ts';
import { filterPart, hasAnyOf, isMissing, type MoreConditions } from './filter.ts';
import { existenceMarks, fieldPath, KEYS } from './keys.ts';
import type { QdrantCondition, QdrantFilter } from './options.ts';
import { firstText } from './read.ts';
import { compareTexts, type ScanParts, scanIds, scanPoints, scanRows } from './scan.ts';

export type Direction = 'asc' | 'desc';

/** Ids in their order, in runs that end where the key changes; ties by id. */
export type Runs = AsyncGenerator<readonly string[]>;

/** The filter of a list with more conditions on one part of it. */
export type Narrow = (more: MoreConditions) => QdrantFilter | undefined;

/** Newest change first. */
export function bySequence(parts: ScanParts, narrow: Narrow): Runs {
  return byNumericKey(parts, narrow, KEYS.sequence, 'desc');
}

/** By the number of the field, of which no item has several; items without one last. */
export async function* byNumber(parts: ScanParts, narrow: Narrow, field: string, direction: Direction): Runs {
  const key = fieldPath('numbers', field);
  yield* byNumericKey(parts, narrow, key, direction);
  yield await scanIds(parts, narrow({ must: [isMissing(key)] }));
}

/** By what is known of all items: for fields that the server can't sort by. Items without a key come last. */
export async function* byRows(
  parts: ScanParts,
  narrow: Narrow,
  direction: Direction,
  keyOf: (row: Row, dictionary: Dictionary) => string | number | undefined,
): Runs {
  const { ids, rows, dictionary } = await scanRows(parts, narrow({}));
  const keyed = ids.map((id, place) => ({ id, key: keyOf(rows[place]!, dictionary) }));
  const sign = direction === 'asc' ? 1 : -1;
  const ordered = keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined) || compareTexts(a.id, b.id);
    }
    return a.key < b.key ? -sign : a.key > b.key ? sign : compareTexts(a.id, b.id);
  });
  yield ordered.map(({ id }) => id);
}

/** By the folded text of the first value, items without one last; `texts` are all values as shown with their counts. */
export async function* byText(
  parts: ScanParts,
  narrow: Narrow,
  {
    field,
    direction,
    texts,
  }: { readonly field: string; readonly direction: Direction; readonly texts: ReadonlyMap<string, number> },
): Runs {
  for (const keys of batches(texts, direction)) {
    const labels = keys.map((folded) => labelKey(field, folded));
    const { ids, rows, dictionary } = await scanRows(parts, narrow({ must: [hasAnyOf(KEYS.labels, labels)] }));
    const places = new Map(keys.map((folded, place) => [folded, place]));
    const placed = ids.map((id, i) => ({ id, place: places.get(foldValue(firstText(rows[i]!, dictionary, field)!)) }));
    const own = placed.filter((one): one is { id: string; place: number } => one.place !== undefined);
    yield own.sort((a, b) => a.place - b.place || compareTexts(a.id, b.id)).map(({ id }) => id);
  }
  yield await scanIds(parts, narrow({ mustNot: [hasAnyOf(KEYS.fields, existenceMarks(field))] }));
}

/** Points that one request of a sorted list asks for. */
const PAGE = 1_000;

async function* byNumericKey(parts: ScanParts, narrow: Narrow, key: string, direction: Direction): Runs {
  let beyond: QdrantCondition[] = [];
  for (;;) {
    const page = await readPage(parts, narrow({ must: beyond }), key, direction);
    const last = page.at(-1)?.number;
    if (last === undefined) return;
    const isWhole = page.length < PAGE;
    if (!isWhole) await completeRun(parts, narrow, key, page, last);
    const sign = direction === 'asc' ? 1 : -1;
    const ids = await parts.cache.idsOf(page.map(({ point }) => point));
    const named = page.flatMap(({ point, number }) => (ids.has(point) ? [{ id: ids.get(point)!, number }] : []));
    yield named.sort((a, b) => sign * (a.number - b.number) || compareTexts(a.id, b.id)).map(({ id }) => id);
    if (isWhole) return;
    beyond = [{ key, range: direction === 'asc' ? { gt: last } : { lt: last } }];
  }
}

interface Numbered {
  readonly point: string;
  readonly number: number;
}

async function readPage(
  { connection, collection }: ScanParts,
  filter: QdrantFilter | undefined,
  key: string,
  direction: Direction,
): Promise<Numbered[]> {
  const { points } = await connection.read('sort items', (client) =>
    client.scroll(collection, {
      limit: PAGE,
      with_payload: false,
      order_by: { key, direction },
      ...filterPart(filter),
    }),
  );
  return points.map(({ id, order_value }) => ({ point: String(id), number: Number(order_value) }));
}

/** The last number of a full page may have more items than the page shows; ids decide among all of them. */
async function completeRun(
  parts: ScanParts,
  narrow: Narrow,
  key: string,
  page: Numbered[],
  last: number,
): Promise<void> {
  const shown = new Set(page.filter(({ number }) => number === last).map(({ point }) => point));
  for await (const points of scanPoints(parts, narrow({ must: [{ key, range: { gte: last, lte: last } }] }))) {
    page.push(...points.filter((point) => !shown.has(point)).map((point) => ({ point, number: last })));
  }
}

/** Folded texts in order, as many at once as have about a page of items. */
function* batches(texts: ReadonlyMap<string, number>, direction: Direction): Generator<string[]> {
  const counts = new Map<string, number>();
  for (const [text, count] of texts) counts.set(foldValue(text), (counts.get(foldValue(text)) ?? 0) + count);
  const sign = direction === 'asc' ? 1 : -1;
  let batch: string[] = [];
  let items = 0;
  for (const folded of [...counts.keys()].sort((a, b) => sign * compareTexts(a, b))) {
    batch.push(folded);
    items += counts.get(folded)!;
    if (items < PAGE) continue;
    yield batch;
    batch = [];
    items = 0;
  }
  if (batch.length > 0) yield batch;
}
