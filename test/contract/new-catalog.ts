let catalogs = 0;

/** A catalog of this run alone: a state may be on a server that others use too. */
export function newCatalog(): string {
  return `contract-${process.pid}-${Date.now().toString(36)}-${++catalogs}`;
}
