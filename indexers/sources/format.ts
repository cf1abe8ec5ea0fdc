import { VitrineError } from '#src/errors';
import type { Format } from '../report.ts';
import { detectDelimiter } from './delimiter.ts';

export type SourceFormat = Exclude<Format, 'auto'>;

/** Signatures of things that are taken for tables by mistake. */
const MISTAKES: readonly (readonly [signature: string, advice: string])[] = [
  ['PK\x03\x04', 'a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV'],
  ['%PDF', 'a PDF: give the table that it was made from'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook: save the sheet as CSV'],
  ['\x28\xb5\x2f\xfd', 'packed by zstd: unpack it, or pack it by gzip'],
];

/** Refuses what is no catalog at all, whatever its name says. */
export function refuseMistakes(head: Uint8Array, name: string): void {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1');
  const advice = MISTAKES.find(([signature]) => start.startsWith(signature))?.[1];
  if (advice !== undefined) throw new VitrineError('source_invalid', `${name} is ${advice}.`);
}

/**
 * The format of a text by its beginning: what it looks like decides, and the name only where a table could be of
 * either kind.
 */
export function detectFormat(head: string, name: string): SourceFormat {
  const text = head.trimStart();
  if (/^[[{]/u.test(text)) return isLineByLine(text, name) ? 'jsonl' : 'json';
  if (text.startsWith('<')) {
    throw new VitrineError(
      'source_invalid',
      `${name} is XML or HTML, which is not read. Give JSONL, JSON, CSV or TSV.`,
    );
  }
  if (/\.(?:tsv|tab)(?:\.gz)?$/iu.test(name)) return 'tsv';
  if (/\.csv(?:\.gz)?$/iu.test(name)) return 'csv';
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/iu.test(name)) return 'jsonl';
  const delimiter = detectDelimiter(head);
  if (delimiter === undefined) {
    throw new VitrineError(
      'source_invalid',
      `The format of ${name} cannot be told from its content. Name it by --format.`,
    );
  }
  return delimiter === '\t' ? 'tsv' : 'csv';
}

/** Whether JSON values stand on lines of their own, rather than one value over many lines or around a list. */
function isLineByLine(text: string, name: string): boolean {
  const [first, second = ''] = text.split('\n', 2).map((line) => line.trim());
  if (first!.startsWith('[')) return first!.endsWith(']') && second !== '';
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/iu.test(name)) return first !== '{';
  return second !== '' && (first!.endsWith('}') || (second.startsWith('{') && !/[[{,:]$/u.test(first!)));
}
