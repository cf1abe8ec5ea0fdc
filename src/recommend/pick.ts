import { fieldValues } from '#src/domain/field-value';
import { type Filter, matchesAll } from '#src/domain/filter';
import type { ItemRecord, RecordStore } from '#src/ports/records';

export interface PickOptions {
  readonly catalog: string;
  readonly filter: readonly Filter[];
  readonly limit: number;
  /** Of the variants of a product only the first. */
  readonly group?: boolean;
}

/** Records read at a time. */
const AT_ONCE = 100;

/**
 * The first of a ranked list that the catalog has and the filter lets through, on request one of each product. Looks no
 * further down the list than it must.
 */
export async function pick<Ranked extends { readonly id: string }>(
  ranked: readonly Ranked[],
  records: RecordStore,
  { catalog, filter, limit, group = false }: PickOptions,
): Promise<Ranked[]> {
  const picked: Ranked[] = [];
  const groups = new Set<string>();
  const isFirst = (record: ItemRecord | undefined): boolean => {
    const id = record?.item.groupId;
    if (!group || id === undefined) return true;
    return !groups.has(id) && groups.add(id).has(id);
  };
  for (let at = 0; at < ranked.length && picked.length < limit; at += AT_ONCE) {
    const some = ranked.slice(at, at + AT_ONCE);
    const found = await records.get(
      catalog,
      some.map(({ id }) => id),
    );
    picked.push(...some.filter((_, index) => isShown(found[index], filter) && isFirst(found[index])));
  }
  return picked.slice(0, limit);
}

function isShown(record: ItemRecord | undefined, filter: readonly Filter[]): boolean {
  return record !== undefined && !record.deleted && matchesAll(filter, fieldValues(record.item));
}
