import type { ItemRecord, RecordStore } from '#src/ports/records';
import type { KnownPictures } from './item-batch.ts';
import type { KnownPicture } from './pictures.ts';

/** The pictures of the items of record, as they were last found. */
export function createKnownPictures(catalog: string, records: RecordStore): KnownPictures {
  return async (ids) => {
    if (ids.length === 0) return new Map();
    const found = await records.get(catalog, ids);
    return new Map(found.flatMap((record) => (record ? [[record.item.id, picturesOf(record)] as const] : [])));
  };
}

function picturesOf({ item, pictures }: ItemRecord): KnownPicture[] {
  return pictures.map((picture) => ({ ...picture, image: item.images?.[picture.number] }));
}
