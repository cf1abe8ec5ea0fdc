import { shorten } from '#indexers/faults';
import type { Item } from '#src/domain/item';

/** The first items of a dry run as a person reads them: a line a field, attributes under their own names. */
export function renderSamples(samples: readonly Item[]): string[] {
  return samples.length === 0 ? [] : ['As they would be indexed:', ...samples.flatMap(renderSample)];
}

/** Attributes shown; some feeds have hundreds. */
const MOST_ATTRIBUTES = 10;

function renderSample({ id, attributes, generated: _, ...fields }: Item): string[] {
  const all = Object.entries(attributes);
  const more = all.length - MOST_ATTRIBUTES;
  return [
    `  ${shorten(id)}`,
    ...Object.entries(fields).map(renderValue),
    ...all.slice(0, MOST_ATTRIBUTES).map(renderValue),
    ...(more > 0 ? [`    and ${more} more attributes`] : []),
  ];
}

function renderValue([name, value]: [string, unknown]): string {
  const text = Array.isArray(value) ? value.map((part) => shorten(String(part))).join(' | ') : String(value);
  return `    ${shorten(name)}: ${shorten(text.replace(/\s+/gu, ' '))}`;
}
