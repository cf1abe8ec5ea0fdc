import type { Hit, RankedItem } from '#src/domain/hit';
import { flattenItem } from '#src/domain/item';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { highlight } from './highlight.ts';

export interface PresentOptions {
  readonly explain: boolean;
  /** Tokens of the query, marked in the texts that are shown. */
  readonly tokens: readonly string[];
}

const HIGHLIGHTED = ['title', 'brand', 'description'] as const;

/** Hits as shown: the items of record of a page, as they last were, with marked words and reasons. */
export async function present(
  ranked: readonly RankedItem[],
  catalog: string,
  records: RecordStore,
  analyser: Analyser,
  options: PresentOptions,
): Promise<Hit[]> {
  const found = await records.get(
    catalog,
    ranked.map(({ id }) => id),
  );
  const tokens = new Set(options.tokens);
  return ranked.flatMap(({ id, score, why }, index) => {
    const record = found[index];
    if (!record) return [];
    const texts = HIGHLIGHTED.map((field) => [field, highlight(record.item[field] ?? '', tokens, analyser)] as const);
    const highlights = Object.fromEntries(texts.filter(([, text]) => text !== undefined)) as Record<string, string>;
    return [{ id, score, item: flattenItem(record.item), highlights, ...(options.explain && { why }) }];
  });
}
