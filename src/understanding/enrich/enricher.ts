import type { AttributeValue, Item } from '#src/domain/item';
import type { LanguageModel } from '#src/ports/language-model';
import { askJson, questionTokens, sourceOf } from '../rewrite/ask-json.ts';
import type { Prompt } from '../rewrite/prompt.ts';
import { type Enrichment, EnrichmentSchema } from './answer.ts';
import { type EnrichVocabulary, fieldLines } from './vocabulary.ts';

export interface EnricherOptions {
  readonly model: LanguageModel;
  /** `enrich-product`. */
  readonly prompt: Prompt;
}

/** Asks a language model about items; throws `LanguageModelError`. */
export interface Enricher {
  /** Names prompt, version and model. */
  readonly source: string;
  ask(
    item: Item,
    vocabulary: EnrichVocabulary,
    waiting: { readonly signal: AbortSignal; readonly wantedBy: number; readonly picture?: Uint8Array | undefined },
  ): Promise<Enrichment>;
  /** Tokens of a question and its answer, about. */
  estimate(item: Item, vocabulary: EnrichVocabulary, hasPicture: boolean): number;
}

const PICTURE_TOKENS = 300;
const ANSWER_TOKENS = 150;
/** An attribute of a data sheet that is longer says nothing more of what the item is. */
const LONGEST_VALUE = 200;

export function createEnricher({ model, prompt }: EnricherOptions): Enricher {
  const valuesOf = (item: Item, vocabulary: EnrichVocabulary) => ({
    item: itemLines(item),
    fields: fieldLines(vocabulary, (field) => item.attributes[field] !== undefined),
  });
  return {
    source: sourceOf(prompt, model),
    ask: (item, vocabulary, { signal, wantedBy, picture }) =>
      askJson(model, {
        prompt,
        values: valuesOf(item, vocabulary),
        schema: EnrichmentSchema,
        ...(picture && { pictures: [picture] }),
        signal,
        wantedBy,
      }),
    estimate: (item, vocabulary, hasPicture) =>
      questionTokens(prompt, valuesOf(item, vocabulary)) + ANSWER_TOKENS + (hasPicture ? PICTURE_TOKENS : 0),
  };
}

/** What an item is, one field a line: nothing that changes by the day, such as its price. */
function itemLines({ title, brand, category, description, attributes }: Item): string {
  const lines: [string, AttributeValue | undefined][] = [
    ['title', title],
    ['brand', brand],
    ['category', category?.join(' > ')],
    ...Object.entries(attributes),
    ['description', description],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${shown(name, value)}`])).join('\n');
}

function shown(name: string, value: AttributeValue): string {
  const text = [value].flat().join(', ').replace(/\s+/gu, ' ');
  return name === 'description' ? text : text.slice(0, LONGEST_VALUE);
}
