import type { TextField } from '#src/domain/document';
import type { AttributeValue, Item } from '#src/domain/item';

/** Names what `embeddingText` gives; part of the recipe of every space that holds text, so a change means reindexing. */
export const EMBEDDING_RECIPE = 'title, brand, category, description to 600 characters';

/** In UTF-16 units; static encoders blur with length, transformers cut at some hundred words anyway. */
const LONGEST_EMBEDDED_DESCRIPTION = 600;

/** The text of an item that is embedded. */
export function embeddingText({ title, brand, category, description }: Item): string {
  const named = brand !== undefined && !title.toLowerCase().includes(brand.toLowerCase());
  const parts = [
    title,
    named ? brand : undefined,
    category?.join(' '),
    description?.slice(0, LONGEST_EMBEDDED_DESCRIPTION),
  ];
  return parts.filter((part) => part !== undefined).join('. ');
}

/** The texts of an item as they are searched, by field. */
export function searchedTexts(item: Item): Record<TextField, string> {
  return {
    title: item.title,
    brand: [item.brand, item.seller].filter((name) => name !== undefined).join('\n'),
    category: item.category?.join('\n') ?? '',
    attributes: Object.entries(item.attributes)
      .map(attributeText)
      .filter((text) => text !== '')
      .join('\n'),
    description: item.description ?? '',
  };
}

/** Values are searched by what they say; a yes by the name of what it affirms; addresses say nothing. */
function attributeText([name, value]: readonly [string, AttributeValue]): string {
  if (typeof value === 'boolean') return value ? name.replace(/[_.-]+/gu, ' ') : '';
  if (typeof value === 'number') return String(value);
  const texts = typeof value === 'string' ? [value] : value;
  return texts.filter((text) => !/^(?:https?:)?\/\/\S+$/iu.test(text)).join('\n');
}
