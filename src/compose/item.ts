import type { Item } from '#src/domain/item';
import { VitrineError } from '#src/errors';
import type { RecordStore } from '#src/ports/records';

/** Throws `item_not_found`. */
export async function getItem(catalog: string, id: string, records: RecordStore): Promise<Item> {
  const [record] = await records.get(catalog, [id]);
  if (!record || record.deleted)
    throw new VitrineError('item_not_found', `There is no item "${id}" in the catalog "${catalog}".`);
  return record.item;
}
