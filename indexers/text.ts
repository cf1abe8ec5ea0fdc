import type { TextField } from '#src/domain/document';
import { foldValue } from '#src/domain/field-value';
import { type AttributeValue, generatedAttributes, type Item } from '#src/domain/item';

/** Names what `embeddingText` gives; part of the recipe of every space that holds text, so a change means reindexing. */
export const EMBEDDING_RECIPE = 'title; under 20 characters also brand, category, description to 200 characters';

/** A title of so many characters says what the item is; more text only blurs its vector. */
const SAYS_ENOUGH = 20;
const LONGEST_EMBEDDED_DESCRIPTION = 200;

/**
 * The text of an item that is embedded. On `chorus` (titles of some 60 characters) a description of 200 characters
 * beside the title cost .013 of nDCG@10 of all items, the brand .005; "Strap top" says too little by itself.
 */
export function embeddingText({ title, brand, category, description }: Item): string {
  if (title.length >= SAYS_ENOUGH) return title;
  const named = brand !== undefined && !title.toLowerCase().includes(brand.toLowerCase());
  const parts = [
    title,
    named ? brand : undefined,
    category?.join(' '),
    description?.slice(0, LONGEST_EMBEDDED_DESCRIPTION),
  ];
  return parts.filter((part) => part !== undefined).join('. ');
}

/** The texts of an item as they are searched, by field. An item without a description has its long attributes for one. */
export function searchedTexts(item: Item): Record<TextField, string> {
  const said = new Set(namesOf(item).map(foldValue));
  const values = Object.values(item.attributes)
    .filter((value) => typeof value !== 'boolean')
    .flatMap(texts)
    .filter((value) => !said.has(foldValue(value)));
  return {
    title: item.title,
    brand: [item.brand, item.seller].filter((name) => name !== undefined).join('\n'),
    category: item.category?.join('\n') ?? '',
    attributes: [
      ...values.filter((value) => value.length <= LONGEST_VALUE),
      ...affirmed(item),
      ...partNumbers(item),
      ...generatedAttributes(item).map(([, value]) => value),
    ].join('\n'),
    description: [
      item.description ?? values.filter((value) => value.length > LONGEST_VALUE).join('\n'),
      ...generatedWords(item),
    ].join('\n'),
  };
}

/**
 * A longer attribute is a list of compatible printers or a text: on `chorus` searching it as well cost .024 of
 * nDCG@10 of rated items; values of up to 40, 60 or 80 characters do equally well.
 */
const LONGEST_VALUE = 60;
/** Names in more words are those of data sheets, and a yes to them is common: there they cost .009. */
const MOST_WORDS_OF_A_NAME = 2;
const ADDRESS = /^(?:https?:)?\/\/\S+$/iu;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/u;

/** What a value says in words; addresses and moments say nothing. */
function texts(value: Exclude<AttributeValue, boolean>): string[] {
  if (typeof value === 'number') return [String(value)];
  const all = typeof value === 'string' ? [value] : value;
  return all.filter((text) => !ADDRESS.test(text) && !MOMENT.test(text));
}

/** What fields of their own say already: a column may be both a field and an attribute. */
function namesOf({ brand, seller, category = [], mpn, sku }: Item): string[] {
  return [brand, seller, ...category, mpn, sku].filter((name) => name !== undefined);
}

/** In the field of the least weight: a model may be wrong. */
function generatedWords({ generated }: Item): string[] {
  return generated ? [...generated.synonyms, generated.altText] : [];
}

/** Words too: shoppers know a half of them. */
function partNumbers({ mpn, sku }: Item): string[] {
  return [mpn, sku].filter((number) => number !== undefined);
}

/** The names of what is said yes to: `waterproof`. */
function affirmed({ attributes }: Item): string[] {
  const names = Object.entries(attributes).flatMap(([name, value]) => (value === true ? [name] : []));
  return names
    .map((name) => name.split(/[_.-]+/u))
    .filter((words) => words.length <= MOST_WORDS_OF_A_NAME)
    .map((words) => words.join(' '));
}
