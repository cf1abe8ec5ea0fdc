/** The catalogs there are, and the one that is meant when none is named. */
export interface Catalogs {
  readonly default: string;
  readonly catalogs: readonly string[];
}

/** The catalog of an address that names none: undefined for the server's own, the first where there is none of that name. */
export function homeCatalog(found: Catalogs | undefined): string | undefined {
  return found === undefined || found.catalogs.includes(found.default) ? undefined : found.catalogs[0];
}
