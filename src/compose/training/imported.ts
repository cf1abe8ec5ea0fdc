import { checkFactorMap, readFactors } from '#indexers/factors/read-factors';
import { openSources } from '#indexers/sources/open-all';
import type { FilesOptions } from '#src/adapters/files/files';
import { ALS } from '#src/cf/als';
import type { Dictionary } from '#src/cf/dictionary';
import { createFactorsReader, type FactorKind, type ImportedFactors } from '#src/cf/imported-factors';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';

/** Factors trained elsewhere, and what they were trained with. */
export interface ImportOptions extends FilesOptions {
  readonly sources: readonly FactorSource[];
  /** Field (`kind`, `id`, `vector`) → column. */
  readonly map: Readonly<Record<string, string>>;
  /** λ and α of that training, for folding in, above 0; by default those of our own. */
  readonly regularisation?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface FactorSource {
  /** A file, folder, pattern or address. */
  readonly source: string;
  /** What all its rows are of; undefined: each says so itself. */
  readonly kind?: FactorKind | undefined;
}

/** What of the imported factors is of use here. */
export interface ImportedCounts {
  readonly factors: number;
  readonly items: number;
  readonly users: number;
  /** With factors, and neither in the catalog nor in its events: they are left out. */
  readonly unknownItems: number;
  /** With factors and without events. */
  readonly unknownUsers: number;
  /** In the catalog and without factors: theirs are predicted from what they are like. */
  readonly itemsWithout: number;
}

export interface ReadingImport {
  readonly signal?: AbortSignal | undefined;
  readonly onRead: (read: number) => void;
}

/** Reads all sources. Throws `source_invalid` for the first row that is none, and when no item has factors. */
export async function readImported(
  { sources, map }: ImportOptions,
  files: Files,
  { signal, onRead }: ReadingImport,
): Promise<ImportedFactors> {
  checkFactorMap(map);
  const reader = createFactorsReader();
  let read = 0;
  for (const { source: name, kind } of sources) {
    const opened = await openSources([name], 'auto', files);
    try {
      for await (const source of opened.next()) {
        const before = read;
        const count = (done: number): void => {
          signal?.throwIfAborted();
          onRead(before + done);
        };
        read += await readFactors(source, { kind, map, take: reader.add, onRead: count });
      }
    } finally {
      await opened.close();
    }
  }
  return reader.build();
}

/** Throws `source_invalid` when the factors are of other items altogether. */
export function countImported(
  { factors, items, users }: ImportedFactors,
  known: { readonly users: Dictionary; readonly items: Dictionary; readonly inCatalog: number },
): ImportedCounts {
  const numbers = items.ids.map(known.items.indexOf);
  const counts = {
    factors,
    items: items.ids.length,
    users: users.ids.length,
    unknownItems: numbers.filter((number) => number < 0).length,
    unknownUsers: users.ids.filter((id) => known.users.indexOf(id) < 0).length,
    itemsWithout: known.inCatalog - numbers.filter((number) => number >= 0 && number < known.inCatalog).length,
  };
  if (counts.unknownItems === counts.items)
    throw new VitrineError(
      'source_invalid',
      `None of the ${counts.items} items with factors (${items.ids.slice(0, 3).join(', ')}, …) is in the catalog or its events: ` +
        'give them the ids of the catalog. Jobs often number items, and keep the table of the numbers beside the factors.',
    );
  return counts;
}

/** λ and α for folding shoppers in. */
export function foldInOf(imports: Pick<ImportOptions, 'regularisation' | 'confidence'> = {}) {
  const { regularisation = ALS.regularisation, confidence = ALS.confidence } = imports;
  return { regularisation, confidence };
}

/** What who imports should know. */
export function importNotices(imports: ImportOptions): string[] {
  const { regularisation, confidence } = foldInOf(imports);
  const isGiven = imports.regularisation !== undefined && imports.confidence !== undefined;
  return [
    'the job that made the factors may have seen the held-out events: its lists may be judged too well',
    ...(isGiven
      ? []
      : [
          `shoppers are folded in with λ ${regularisation} and α ${confidence}: --regularisation and --confidence say what the job used`,
        ]),
  ];
}
