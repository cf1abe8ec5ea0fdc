import type { Hit, RankedItem } from '#src/domain/hit';
import { flattenItem, generatedAttributes, type Item } from '#src/domain/item';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { highlight } from './highlight.ts';

export interface PresentOptions {
  readonly explain: boolean;
  /** Tokens of the query, marked in the texts that are shown. */
  readonly tokens: readonly string[];
}

const HIGHLIGHTED = ['title', 'brand', 'description'] as const;

/** Hits made without a pause. */
const HITS_AT_ONCE = 50;

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
  const hits: Hit[] = [];
  for (const [index, { id, score, why, legs, moved }] of ranked.entries()) {
    const record = found[index];
    if (!record) continue;
    // Long descriptions of a thousand hits take a while; other requests go on in between.
    if (index % HITS_AT_ONCE === HITS_AT_ONCE - 1) await new Promise(setImmediate);
    const texts = HIGHLIGHTED.map((field) => [field, highlight(record.item[field] ?? '', tokens, analyser)] as const);
    const highlights = Object.fromEntries(texts.filter(([, text]) => text !== undefined)) as Record<string, string>;
    hits.push({
      id,
      score,
      item: flattenItem(record.item),
      highlights,
      ...(options.explain && {
        why,
        ...(legs && { legs }),
        ...(moved && { moved }),
        ...onlyGenerated(record.item, tokens, analyser),
      }),
    });
  }
  return hits;
}

/** What of the generated words and values holds a word of the search that the shop's own text does not. */
function onlyGenerated(item: Item, tokens: ReadonlySet<string>, analyser: Analyser): { readonly generated?: string[] } {
  const { generated, ...given } = item;
  if (!generated) return {};
  const { title, brand = '', category = [], description = '', attributes } = given;
  const values = Object.values(attributes).flatMap((value) => [value].flat().map(String));
  const own = new Set(analyser.tokens([title, brand, ...category, description, ...values].join('\n')));
  const phrases = [...generated.synonyms, ...generatedAttributes(item).map(([, value]) => value), generated.altText];
  const holding = phrases.filter((text) => analyser.tokens(text).some((token) => tokens.has(token) && !own.has(token)));
  return holding.length > 0 ? { generated: holding } : {};
}
