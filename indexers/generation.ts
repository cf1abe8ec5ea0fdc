import { fieldValues } from '#src/domain/field-value';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import type { Item } from '#src/domain/item';
import type { Space } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { Encoders } from '#src/ports/encoders';
import { type Analyser, createAnalyser } from '#src/text/analyser';
import { detectLanguage, LANGUAGES } from '#src/text/language';
import { EMBEDDING_RECIPE } from './text.ts';

/** Items looked at to choose a generation's language and numeric fields. */
export const SAMPLED_ITEMS = 2000;
const MOST_NUMERIC_FIELDS = 30;
/** Share of a field's values that must be numbers, as in `FieldProfile`. */
const NUMERIC_SHARE = 0.95;
/** Numbers only by their looks: nobody ranges over them. */
const IDENTIFIERS = new Set(['sku', 'gtin', 'mpn', 'groupId']);

export interface PlanOptions {
  readonly id: string;
  readonly catalog: string;
  readonly encoders: Encoders;
  /** The first items of the catalog. */
  readonly sample: readonly Item[];
  readonly createdAt: Date;
}

/** The manifest of a new generation for items like those of the sample. Thresholds come when it is filled. */
export function planGeneration({ id, catalog, encoders, sample, createdAt }: PlanOptions): GenerationManifest {
  const language = detectLanguage(sample.map(({ title, description }) => `${title}\n${description ?? ''}`));
  return {
    id,
    catalog,
    format: GENERATION_FORMAT,
    analyser: createAnalyser({ language }).version,
    spaces: spacesOf(encoders),
    numericFields: chooseNumericFields(sample),
    thresholds: {},
    createdAt: createdAt.toISOString(),
  };
}

/** The spaces as a generation of ours has them: what text of an item is embedded belongs to the recipe. */
export function spacesOf({ spaces }: Encoders): Space[] {
  return spaces.map((space) =>
    space.holds === 'text' ? { ...space, recipe: `${space.recipe}; ${EMBEDDING_RECIPE}` } : space,
  );
}

/**
 * The analyser that a generation was built with. Throws `generation_incompatible` when this program's analyser or
 * encoders would give other tokens or vectors.
 */
export function checkedAnalyser(
  { analyser: version, catalog, spaces }: GenerationManifest,
  encoders: Encoders,
): Analyser {
  const language = LANGUAGES.find((name) => name === version.split(':')[1]);
  const analyser = language && createAnalyser({ language });
  if (analyser?.version !== version) {
    throw incompatible(catalog, `was analysed by version ${version}, which this program does not have`);
  }
  const differing = differingSpace(spaces, spacesOf(encoders));
  if (differing !== undefined)
    throw incompatible(catalog, `was built with other models than "${encoders.preset}" (${differing})`);
  return analyser;
}

function differingSpace(built: readonly Space[], present: readonly Space[]): string | undefined {
  const names = new Set([...built, ...present].map(({ name }) => name));
  return [...names].find((name) => describe(built, name) !== describe(present, name));
}

function describe(spaces: readonly Space[], wanted: string): string {
  const space = spaces.find(({ name }) => name === wanted);
  return space ? JSON.stringify([space.holds, space.model, space.revision, space.dimensions, space.recipe]) : 'none';
}

function incompatible(catalog: string, how: string): VitrineError {
  return new VitrineError(
    'generation_incompatible',
    `The index of catalog "${catalog}" ${how}. Run: vitrine reindex --catalog ${catalog}`,
  );
}

/** The best covered fields that are numbers in nearly all items; price first. */
export function chooseNumericFields(items: readonly Item[]): string[] {
  const profiles = new Map<string, { numbers: number; values: number }>();
  for (const { field, number } of items.flatMap(fieldValues)) {
    const profile = profiles.get(field) ?? { numbers: 0, values: 0 };
    profile.values++;
    if (number !== undefined) profile.numbers++;
    profiles.set(field, profile);
  }
  const fields = [...profiles]
    .filter(([field, { numbers, values }]) => !IDENTIFIERS.has(field) && numbers >= values * NUMERIC_SHARE)
    .sort(([a, left], [b, right]) => right.numbers - left.numbers || (a < b ? -1 : 1))
    .map(([field]) => field);
  return ['price', ...fields.filter((field) => field !== 'price')].slice(0, MOST_NUMERIC_FIELDS);
}
