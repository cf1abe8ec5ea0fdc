import { VitrineError } from '#src/errors';
import { readRecord } from './csv-record.ts';
import { detectDelimiter } from './delimiter.ts';
import type { Format } from './options.ts';

export type SourceFormat = Exclude<Format, 'auto'>;

/** Signatures of things that are taken for tables by mistake. */
const MISTAKES: readonly (readonly [signature: string, advice: string])[] = [
  ['PK\x03\x04', 'a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV'],
  ['%PDF', 'a PDF: give the table that it was made from'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook: save the sheet as CSV'],
];

/** Refuses what is no catalog at all, whatever its name says. */
export function refuseMistakes(head: Uint8Array, name: string): void {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1');
  const advice = MISTAKES.find(([signature]) => start.startsWith(signature))?.[1];
  if (advice !== undefined) throw new VitrineError('source_invalid', `${name} is ${advice}.`);
}

export function isParquet(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 4)).toString('latin1') === 'PAR1';
}

/** Columns by which the tables of shop systems are known. */
const TABLES: readonly (readonly [format: SourceFormat, columns: readonly string[]])[] = [
  ['shopify', ['Handle', 'Title', 'Variant Price']],
  ['woocommerce', ['Type', 'SKU', 'Name', 'Regular price']],
  ['merchant', ['id', 'title', 'link', 'image_link']],
];

/**
 * The format of a text by its beginning: what it looks like decides, and the name only where a table could be of
 * either kind.
 */
export function detectFormat(head: string, name: string): SourceFormat {
  const text = head.trimStart();
  if (/^[[{]/u.test(text)) return isShopifyJson(text) ? 'shopify' : isLineByLine(text, name) ? 'jsonl' : 'json';
  if (text.startsWith('<')) return detectXml(text, name);
  if (/\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$/iu.test(name)) return 'jsonl';
  const delimiter = detectDelimiter(head);
  const columns = new Set(delimiter === undefined ? [] : headerOf(head, delimiter));
  // Google's own templates write `image link`.
  const has = (column: string): boolean => columns.has(column) || columns.has(column.replaceAll('_', ' '));
  const known = TABLES.find(([, names]) => names.every(has));
  if (known) return known[0];
  if (/\.(?:tsv|tab)(?:\.gz|\.zst)?$/iu.test(name)) return 'tsv';
  if (/\.csv(?:\.gz|\.zst)?$/iu.test(name)) return 'csv';
  if (delimiter === undefined) {
    throw new VitrineError(
      'source_invalid',
      `The format of ${name} cannot be told from its content. Name it by --format.`,
    );
  }
  return delimiter === '\t' ? 'tsv' : 'csv';
}

/** Products of Shopify's interfaces have variants and a handle. */
function isShopifyJson(text: string): boolean {
  return (
    /"variants"\s*:\s*[[{]/u.test(text) &&
    /"handle"\s*:/u.test(text) &&
    /"(?:vendor|body_html|descriptionHtml)"\s*:/u.test(text)
  );
}

function detectXml(text: string, name: string): SourceFormat {
  if (/<(?:rss|feed|channel)\b/u.test(text)) return 'merchant';
  throw new VitrineError(
    'source_invalid',
    `${name} is XML or HTML, but no feed of Google Merchant Center (RSS or Atom). Give such a feed, JSONL, JSON, CSV, TSV or Parquet.`,
  );
}

function headerOf(head: string, delimiter: string): string[] {
  const record = readRecord(head, 0, delimiter, true);
  return record && 'cells' in record ? record.cells.map((cell) => cell.trim()) : [];
}

/** Whether JSON values stand on lines of their own, rather than one value over many lines or around a list. */
function isLineByLine(text: string, name: string): boolean {
  const [first, second = ''] = text.split('\n', 2).map((line) => line.trim());
  if (first!.startsWith('[')) return first!.endsWith(']') && second !== '';
  if (/\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$/iu.test(name)) return first !== '{';
  return second !== '' && (first!.endsWith('}') || (second.startsWith('{') && !/[[{,:]$/u.test(first!)));
}
