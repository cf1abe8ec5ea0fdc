import type { IndexDocument } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import type { Space, Vector } from '#src/domain/space';

/** A space of texts with four dimensions and one of pictures with three. */
export const WORDS_SPACE = aSpace('words', 'text', 4);
export const LOOKS_SPACE = aSpace('looks', 'picture', 3);

export function aSpace(name: string, holds: Space['holds'], dimensions: number): Space {
  return { name, holds, queriedBy: [holds], model: 'test', revision: '1', dimensions, recipe: 'as it is' };
}

export function aManifest(changes: Partial<GenerationManifest> = {}): GenerationManifest {
  return {
    id: 'g1',
    catalog: 'shop',
    format: GENERATION_FORMAT,
    analyser: '1:en',
    spaces: [WORDS_SPACE, LOOKS_SPACE],
    numericFields: ['price'],
    thresholds: {},
    createdAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}

export interface DocumentParts {
  readonly title?: string;
  readonly description?: string;
  readonly brand?: string;
  readonly sequence?: number;
  readonly identifiers?: readonly string[];
  /** Field → values; numbers and texts of digits are numbers as in `fieldValues`. */
  readonly values?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly textHash?: string;
  readonly words?: readonly number[];
  readonly looks?: readonly (readonly number[])[];
}

let lastSequence = 0;

/** A document of the two spaces above; vectors are brought to unit length, texts split at blanks. */
export function aDocument(id: string, parts: DocumentParts = {}): IndexDocument {
  const { title = '', brand = '', description = '', words, looks = [] } = parts;
  return {
    id,
    sequence: parts.sequence ?? ++lastSequence,
    tokens: { title: split(title), brand: split(brand), category: [], attributes: [], description: split(description) },
    identifiers: parts.identifiers ?? [],
    values: Object.entries(parts.values ?? {}).flatMap(([field, value]) => valuesOf(field, value)),
    textHash: parts.textHash ?? `text of ${id}`,
    vectors: words ? { words: unit(words) } : {},
    pictures: looks.map((look, number) => ({ number, hash: `${id}/${number}`, vectors: { looks: unit(look) } })),
  };
}

export function unit(values: readonly number[]): Vector {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function split(text: string): string[] {
  return text.split(' ').filter((token) => token !== '');
}

function valuesOf(field: string, value: string | number | readonly string[]): FieldValue[] {
  if (typeof value === 'number') return [{ field, text: String(value), number: value }];
  const texts = typeof value === 'string' ? [value] : value;
  return texts.map((text) => (/^\d+$/u.test(text) ? { field, text, number: Number(text) } : { field, text }));
}
