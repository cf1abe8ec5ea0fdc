import { z } from 'zod';
import type { Generated } from '#src/domain/item';
import { type Enrichment, EnrichmentSchema } from '#src/understanding/enrich/answer';
import { settleEnrichment } from '#src/understanding/enrich/settle';
import { readVocabulary } from '#src/understanding/enrich/vocabulary';
import { type ImportReport, importLines, type Lines, type Refused, refusedBy } from '#src/understanding/import-lines';
import { contentHash } from '../record.ts';
import { applyGenerated, type EnrichDeps, IMPORTED } from './enrich.ts';

const Row = z.object({ id: z.string() });
/** As a model writes attributes, or as an item has them. */
const Attributes = z.record(z.string(), z.unknown());
const BATCH = 200;

/**
 * Reads what was said of items elsewhere, one JSON object a line with `id` and the fields of an answer. It holds for the
 * content that the item has now, before any model's.
 */
export async function importEnrichment(
  lines: Lines,
  deps: Omit<EnrichDeps, 'enricher' | 'shrink' | 'files'>,
): Promise<ImportReport> {
  const vocabulary = await readVocabulary(deps.features());
  const keep = async (rows: readonly ItemAnswer[]): Promise<(string | undefined)[]> => {
    const ids = rows.map(({ id }) => id);
    const found = await deps.records.get(deps.catalog, ids);
    const said = new Map<string, Generated>();
    const items = rows.flatMap(({ answer }, index) => {
      const record = found[index];
      if (!record || record.deleted) return [];
      const subject = contentHash(record);
      said.set(subject, settleEnrichment(answer, record.item, { vocabulary, analyser: deps.analyser(), by: IMPORTED }));
      return [{ record, subject }];
    });
    await applyGenerated(said, items, deps);
    return found.map((record) => (record && !record.deleted ? undefined : 'no such item'));
  };
  const report = await importLines(lines, { read: readRow, keep, batch: BATCH });
  await deps.writer.settle();
  return report;
}

interface ItemAnswer {
  readonly id: string;
  readonly answer: Enrichment;
}

function readRow(json: unknown): ItemAnswer | Refused {
  const row = Row.safeParse(json);
  if (!row.success) return { reason: 'id is missing or no text' };
  const answer = EnrichmentSchema.safeParse(listed(json));
  return answer.success ? { id: row.data.id, answer: answer.data } : refusedBy(answer.error);
}

function listed(json: unknown): unknown {
  const { attributes, ...rest } = Attributes.parse(json);
  const pairs = Array.isArray(attributes) ? undefined : Attributes.safeParse(attributes);
  if (!pairs?.success) return json;
  return { ...rest, attributes: Object.entries(pairs.data).map(([field, value]) => ({ field, value })) };
}
