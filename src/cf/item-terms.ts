import { CATEGORY_SEPARATOR, type Item } from '#src/domain/item';
import type { Analyser } from '#src/text/analyser';

/** A longer value of an attribute is a text and no name. */
const LONGEST_NAME = 60;

/**
 * What an item is like, as terms for `tfIdf`: its values by field (`colour=red`), and the words of title and description.
 * On `hm` values and title alone reach hit@20 .160 for new items, with the description .169, words without fields .158.
 */
export function itemTerms(item: Item, analyser: Pick<Analyser, 'tokens'>): string[] {
  return [...namedTerms(item), ...analyser.tokens(item.title), ...analyser.tokens(item.description ?? '')];
}

/** The category that reasons and profiles speak of: the narrowest. */
export function narrowestCategory(item: Item): string | undefined {
  return item.category?.at(-1);
}

function namedTerms({ brand, seller, category = [], groupId, attributes }: Item): string[] {
  const terms = category.map((_, depth) => `category=${category.slice(0, depth + 1).join(CATEGORY_SEPARATOR)}`);
  for (const [field, value] of [
    ['brand', brand],
    ['seller', seller],
    ['groupId', groupId],
  ] as const)
    if (value !== undefined) terms.push(`${field}=${value}`);
  for (const [name, value] of Object.entries(attributes)) {
    const values = typeof value === 'object' ? value : [String(value)];
    for (const one of values) if (one.length <= LONGEST_NAME) terms.push(`${name}=${one}`);
  }
  return terms;
}
