import type { z } from 'zod';

/** What became of a file of answers made elsewhere. */
export interface ImportReport {
  readonly read: number;
  readonly imported: number;
  readonly skipped: readonly {
    readonly reason: string;
    readonly count: number;
    /** Places of the first of them, e.g. `line 7`. */
    readonly examples: readonly string[];
  }[];
}

export type Lines = AsyncIterable<{ readonly line: string; readonly number: number }>;

export interface Refused {
  readonly reason: string;
}

export interface ImportSteps<Row extends object> {
  /** A row of the JSON of its line, or why it is none. */
  readonly read: (json: unknown) => Row | Refused;
  /** Keeps rows; answers by row why it was not kept after all, undefined where it was. */
  readonly keep: (rows: readonly Row[]) => Promise<readonly (string | undefined)[]>;
  /** Rows kept at a time. */
  readonly batch: number;
}

const EXAMPLES = 3;

/** Reads one JSON object a line. A bad line spoils no other. */
export async function importLines<Row extends object>(lines: Lines, steps: ImportSteps<Row>): Promise<ImportReport> {
  const skipped = new Map<string, { count: number; examples: string[] }>();
  const skip = (reason: string, place: string): void => {
    const known = skipped.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < EXAMPLES) known.examples.push(place);
    skipped.set(reason, known);
  };
  const waiting: { row: Row; place: string }[] = [];
  let read = 0;
  let imported = 0;
  const flush = async (): Promise<void> => {
    const batch = waiting.splice(0);
    const reasons = await steps.keep(batch.map(({ row }) => row));
    for (const [index, { place }] of batch.entries()) {
      const reason = reasons[index];
      if (reason === undefined) imported++;
      else skip(reason, place);
    }
  };
  for await (const { line, number } of lines) {
    read++;
    const json = parse(line);
    const row = json === undefined ? { reason: 'not JSON' } : steps.read(json);
    if (isRefused(row)) skip(row.reason, `line ${number}`);
    else waiting.push({ row, place: `line ${number}` });
    if (waiting.length >= steps.batch) await flush();
  }
  await flush();
  return { read, imported, skipped: [...skipped].map(([reason, rest]) => ({ reason, ...rest })) };
}

/** Where an answer is not as it should be, without numbers, so that the same fault counts as one. */
export function refusedBy({ issues: [issue] }: z.ZodError): Refused {
  return { reason: `${issue!.path.join('.').replace(/\.\d+/gu, '[]')}: ${issue!.message}` };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRefused(row: object): row is Refused {
  return 'reason' in row;
}
