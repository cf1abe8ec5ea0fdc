import type { OnProgress } from '../progress.ts';

export const FORMATS = [
  'auto',
  'jsonl',
  'json',
  'csv',
  'tsv',
  'parquet',
  'merchant',
  'shopify',
  'woocommerce',
] as const;
export type Format = (typeof FORMATS)[number];

/** Where rows come from and how they are read; paths start from `cwd`. */
export interface SourceOptions {
  readonly catalog: string;
  /** Files, or `-` for standard input. */
  readonly sources: readonly string[];
  readonly cwd: string;
  /** Standard input, for the source `-`; without it, this process's own. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  readonly format: Format;
  /** Field → column (or a path with dots into nested JSON). */
  readonly map: Readonly<Record<string, string>>;
  /** Field → value that every row gets. */
  readonly set: Readonly<Record<string, string>>;
  /** Validate everything, write nothing. */
  readonly check: boolean;
  readonly onError: OnError;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** What is done at a row that gives nothing: it is passed over, or all ends there. */
export const ON_ERROR = ['skip', 'stop'] as const;
export type OnError = (typeof ON_ERROR)[number];
