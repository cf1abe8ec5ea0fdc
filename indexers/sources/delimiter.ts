import { readRecord } from './csv-record.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLED_RECORDS = 30;

/**
 * The delimiter under which the first records have the most cells, all alike; undefined when none makes two columns
 * of them. `head` is the beginning of a table and may be cut off anywhere.
 */
export function detectDelimiter(head: string): string | undefined {
  const told = /^sep=(.)\r?\n/iu.exec(head)?.[1];
  if (told !== undefined) return told;
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const counts = cellCounts(head, delimiter);
    const columns = counts[0] ?? 0;
    const alike = counts.filter((count) => count === columns).length / counts.length;
    const score = columns < 2 ? 0 : alike * alike * Math.log(columns);
    if (score > (best?.score ?? 0)) best = { delimiter, score };
  }
  return best?.delimiter;
}

function cellCounts(head: string, delimiter: string): number[] {
  const counts: number[] = [];
  for (let at = 0; at < head.length && counts.length < SAMPLED_RECORDS; ) {
    const record =
      readRecord(head, at, delimiter, false) ??
      (counts.length === 0 ? readRecord(head, at, delimiter, true) : undefined);
    if (!record || 'reason' in record) break;
    if (head.slice(at, record.end).trim() !== '') counts.push(record.cells.length);
    at = record.end;
  }
  return counts;
}
