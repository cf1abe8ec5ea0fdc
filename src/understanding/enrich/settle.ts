import { foldValue, numberOf } from '#src/domain/field-value';
import type { Generated, Item } from '#src/domain/item';
import type { Analyser } from '#src/text/analyser';
import { ENRICH_LIMITS, type Enrichment } from './answer.ts';
import type { EnrichVocabulary } from './vocabulary.ts';

export interface SettleContext {
  readonly vocabulary: EnrichVocabulary;
  readonly analyser: Analyser;
  /** Who says so. */
  readonly by: string;
}

/** Longest value of a field that is no list, in UTF-16 units: what is longer is prose. */
const LONGEST_VALUE = 60;
/** A synonym in more words is a sentence. */
const MOST_WORDS = 5;

/**
 * What a catalog takes of what a model says of an item: values of fields that it has and the item lacks, where a field is a
 * list only those listed, in the catalog's own spelling; and synonyms that the item's text does not hold already.
 */
export function settleEnrichment(
  answer: Enrichment,
  item: Item,
  { vocabulary, analyser, by }: SettleContext,
): Generated {
  const attributes = new Map<string, string>();
  for (const { field: named, value } of answer.attributes) {
    const known = vocabulary.get(foldValue(named));
    const taken = known && ownValue(known, value);
    if (!known || taken === undefined || item.attributes[known.field] !== undefined) continue;
    if (!attributes.has(known.field)) attributes.set(known.field, taken);
  }
  const own = new Set(analyser.tokens(ownText(item)));
  const synonyms = answer.synonyms.filter((phrase) => {
    const tokens = analyser.tokens(phrase);
    const isShort = tokens.length > 0 && phrase.split(' ').length <= MOST_WORDS;
    return isShort && !tokens.every((token) => own.has(token));
  });
  return {
    attributes: Object.fromEntries(attributes),
    synonyms: synonyms.slice(0, ENRICH_LIMITS.synonyms),
    altText: answer.alt_text,
    by,
  };
}

/** Whether anything was said that an item is better found by. */
export function isOfUse({ attributes, synonyms, altText }: Generated): boolean {
  return Object.keys(attributes).length > 0 || synonyms.length > 0 || altText !== '';
}

/** The value as the catalog would have it; undefined for one that it cannot have. */
function ownValue(
  { field, type, values }: { field: string; type: string; values: ReadonlyMap<string, string> | null },
  value: string,
) {
  if (values) return values.get(foldValue(value));
  if (type === 'number') return Number.isNaN(numberOf(field, value)) ? undefined : value;
  return value !== '' && value.length <= LONGEST_VALUE ? value : undefined;
}

function ownText({ title, brand, category = [], description, attributes }: Item): string {
  const values = Object.values(attributes).flatMap((value) =>
    typeof value === 'boolean' ? [] : [value].flat().map(String),
  );
  return [title, brand ?? '', ...category, description ?? '', ...values].join('\n');
}
