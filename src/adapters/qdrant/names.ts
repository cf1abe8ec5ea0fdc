import { createHash } from 'node:crypto';

/** The collections of one generation. */
export interface CollectionNames {
  /** Vectors of texts and everything that is filtered by: one point an item. */
  readonly items: string;
  /** Vectors of pictures: one point a picture. */
  readonly pictures: string;
  /** Features of items in one piece, read for every candidate: one point an item, without vectors. */
  readonly records: string;
}

/** Any names of catalog and generation give valid and different names of collections. */
export function collectionNames(prefix: string, catalog: string, generation: string): CollectionNames {
  const stem = `${prefix}_${readable(catalog)}_${digest(JSON.stringify([catalog, generation]))}`;
  return { items: `${stem}_items`, pictures: `${stem}_pictures`, records: `${stem}_records` };
}

/** The collection with one point for each generation: manifest, applied sequence, average length. */
export function metaName(prefix: string): string {
  return `${prefix}_generations`;
}

/** The alias of the live generation's items. */
export function aliasName(prefix: string, catalog: string): string {
  return `${prefix}_${readable(catalog)}_${digest(catalog)}_live`;
}

/** The name of a space's vectors; the server takes only some characters. */
export function vectorName(space: string): string {
  return `space_${/^[\w-]+$/u.test(space) ? space : digest(space)}`;
}

/** Only for people who look at the server; the digest makes the difference. */
function readable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 32);
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
