import { z } from 'zod';
import type { Generated } from '#src/domain/item';
import { type Enrichment, EnrichmentSchema } from '#src/understanding/enrich/answer';
import { settleEnrichment } from '#src/understanding/enrich/settle';
import { readVocabulary } from '#src/understanding/enrich/vocabulary';
import { contentHash } from '../record.ts';
import { applyGenerated, type EnrichDeps, IMPORTED } from './enrich.ts';

/** What became of a file of answers, in the form that all reports of imports have. */
export interface EnrichImportReport {
  readonly read: number;
  readonly imported: number;
  readonly skipped: readonly {
    readonly reason: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
}

const Row = z.object({ id: z.string() });
/** As a model writes attributes, or as an item has them. */
const Attributes = z.record(z.string(), z.unknown());
const BATCH = 200;
const EXAMPLES = 3;

interface Line {
  readonly id: string;
  readonly answer: Enrichment;
  readonly place: string;
}

/**
 * Reads what was said of items elsewhere, one JSON object a line with `id` and the fields of an answer. It holds for the
 * content that the item has now, before any model's. A bad row spoils no other.
 */
export async function importEnrichment(
  lines: AsyncIterable<{ readonly line: string; readonly number: number }>,
  deps: Omit<EnrichDeps, 'enricher' | 'shrink' | 'files'>,
): Promise<EnrichImportReport> {
  const skipped = new Map<string, { count: number; examples: string[] }>();
  const skip = (reason: string, place: string) => {
    const known = skipped.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < EXAMPLES) known.examples.push(place);
    skipped.set(reason, known);
  };
  const vocabulary = await readVocabulary(deps.features());
  const batch: Line[] = [];
  let read = 0;
  let imported = 0;
  const flush = async () => {
    const rows = batch.splice(0);
    const found = await deps.records.get(
      deps.catalog,
      rows.map(({ id }) => id),
    );
    const said = new Map<string, Generated>();
    const items = rows.flatMap(({ answer, place }, index) => {
      const record = found[index];
      if (!record || record.deleted) {
        skip('no such item', place);
        return [];
      }
      const subject = contentHash(record);
      said.set(subject, settleEnrichment(answer, record.item, { vocabulary, analyser: deps.analyser(), by: IMPORTED }));
      imported++;
      return [{ record, subject }];
    });
    await applyGenerated(said, items, deps);
  };
  for await (const { line, number } of lines) {
    read++;
    const row = readRow(line);
    if ('reason' in row) skip(row.reason, `line ${number}`);
    else batch.push({ ...row, place: `line ${number}` });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await deps.writer.settle();
  return { read, imported, skipped: [...skipped].map(([reason, rest]) => ({ reason, ...rest })) };
}

function readRow(line: string): { readonly id: string; readonly answer: Enrichment } | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { reason: 'not JSON' };
  }
  const row = Row.safeParse(json);
  if (!row.success) return { reason: 'id is missing or no text' };
  const answer = EnrichmentSchema.safeParse(listed(json));
  if (answer.success) return { id: row.data.id, answer: answer.data };
  const issue = answer.error.issues[0]!;
  return { reason: `${issue.path.join('.').replace(/\.\d+/gu, '[]')}: ${issue.message}` };
}

function listed(json: unknown): unknown {
  const { attributes, ...rest } = Attributes.parse(json);
  const pairs = Array.isArray(attributes) ? undefined : Attributes.safeParse(attributes);
  if (!pairs?.success) return json;
  return { ...rest, attributes: Object.entries(pairs.data).map(([field, value]) => ({ field, value })) };
}
