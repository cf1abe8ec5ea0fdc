import type { Live } from '#indexers/live';
import type { IndexOptions, IndexReport } from '#indexers/report';
import type { FilesOptions } from '#src/adapters/files/files';
import type { Arranging } from '#src/domain/arranging';
import type { Encoders } from '#src/ports/encoders';
import type { Files } from '#src/ports/files';
import type { GenerationStore } from '#src/ports/generations';
import type { StateStore } from '#src/ports/records';
import type { WeightOverrides } from '#src/ranking/weights';
import type { OpenLanguage } from './language.ts';
import type { Catalog } from './vitrine.ts';

/** What catalogs are opened with. */
export interface CatalogsDeps {
  readonly state: StateStore;
  readonly store: GenerationStore;
  readonly encoders: Encoders;
  readonly createFiles: (options: FilesOptions) => Files;
  readonly language: OpenLanguage;
  /** How searches and lists are ranked unless a request says otherwise. */
  readonly ranking: Arranging & { readonly weights: WeightOverrides };
  /** When catalogs learn by themselves. */
  readonly training: {
    readonly trainEveryHours?: number | undefined;
    readonly refreshEveryMinutes?: number | undefined;
  };
}

/** A catalog that is open in this process: searched, indexed and written to. */
export interface OpenCatalog extends Catalog {
  /** The generation that searches see; undefined until the catalog has items. */
  live(): Live | undefined;
  /** Makes another generation the live one, brought up to date first. */
  replace(next: Live): Promise<void>;
  index(options: IndexOptions): Promise<IndexReport>;
  close(): Promise<void>;
}
