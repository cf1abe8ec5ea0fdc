import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The texts of a file with a query as `{"text": …}` on each line, gzipped or not. */
export function readQueries(path: string): string[] {
  const bytes = readFileSync(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}
