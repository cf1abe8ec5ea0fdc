import type { Filter } from '#src/domain/filter';
import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Leg, LegResult } from '#src/ports/generations';
import type { Connection } from './connection.ts';
import { failureOf } from './failure.ts';
import { rangedFields } from './filter.ts';
import type { Found } from './found.ts';
import type { FieldIndexes } from './indexes.ts';
import type { LegOf, SearchOptions } from './legs.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantSettings } from './options.ts';
import type { RecordCache } from './record-cache.ts';
import { itemLegs, pictureLegs, type RunLegs } from './run-legs.ts';
import { checkVectors } from './vectors.ts';

export interface RetrieveParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly cache: RecordCache;
  readonly indexes: FieldIndexes;
  /** Whether there is any picture. */
  readonly hasPictures: () => Promise<boolean>;
  readonly settings: Pick<QdrantSettings, 'quantisation'>;
}

/**
 * All legs at once: one batch to the items and, where there are legs of pictures, one to the pictures beside it. Hits
 * come without payloads; the records that know their ids are the features that scoring asks for next.
 */
export function createRetrieve({ manifest, names, connection, cache, indexes, hasPictures, settings }: RetrieveParts) {
  const ofItems = itemLegs(connection, names);
  const ofPictures = pictureLegs(connection, names, hasPictures);

  return async (legs: readonly Leg[], filters: readonly Filter[]): Promise<LegResult[]> => {
    for (const leg of legs) if (leg.kind === 'vector') checkVectors(manifest, { [leg.space]: leg.vector });
    await indexes.ensureNumbers(rangedFields(filters));
    const askedAt = cache.now();
    const options = { filters, quantised: settings.quantisation !== 'none' };
    const [items, pictures] = await Promise.all([
      settle(
        ofItems,
        legs.filter((leg) => !isOfPictures(manifest, leg)),
        options,
      ),
      settle(
        ofPictures,
        legs.filter((leg): leg is LegOf<'vector'> => isOfPictures(manifest, leg)),
        options,
      ),
    ]);
    const outcomes = legs.map((leg) => (isOfPictures(manifest, leg) ? pictures : items).shift()!);
    const failures = outcomes.filter((outcome) => outcome instanceof VitrineError);
    const isAnswered = outcomes.some((outcome) => 'hits' in outcome && !outcome.unasked);
    if (failures.length > 0 && !isAnswered) throw failures[0];
    const ids = await cache.ofHits(
      outcomes.flatMap((outcome) => ('hits' in outcome ? outcome.hits : [])),
      askedAt,
    );
    let at = 0;
    return outcomes.map((outcome) => {
      if (!('hits' in outcome)) return failedLeg(outcome);
      const own = ids.slice(at, at + outcome.hits.length);
      at += own.length;
      return resultOf(outcome, own);
    });
  };
}

function isOfPictures({ spaces }: GenerationManifest, leg: Leg): boolean {
  return leg.kind === 'vector' && spaces.find(({ name }) => name === leg.space)?.holds === 'picture';
}

/**
 * What each leg found, or why it could not be answered. When the server refuses a batch, its legs are asked for one by
 * one: the others may be answered; when it does not answer at all, asking again would only take longer.
 */
async function settle<Kind extends Leg>(
  run: RunLegs<Kind>,
  legs: readonly Kind[],
  options: SearchOptions,
): Promise<(Found | VitrineError)[]> {
  try {
    return await run(legs, options);
  } catch (error) {
    if (!(error instanceof VitrineError) || error.code !== 'store_unavailable') throw error;
    const isAnswer = failureOf(error.cause).status !== undefined;
    if (legs.length === 1 || !isAnswer) return legs.map(() => error);
    return (await Promise.all(legs.map((leg) => settle(run, [leg], options)))).flat();
  }
}

function failedLeg({ message }: VitrineError): LegResult {
  return { ids: [], scores: new Float64Array(0), cut: true, failed: message };
}

/** `ids` are those of the hits. */
function resultOf({ hits, cut }: Found, ids: readonly (string | undefined)[]): LegResult {
  const there = ids.includes(undefined) ? hits.filter((_, place) => ids[place] !== undefined) : hits;
  const scores = new Float64Array(there.length);
  for (let i = 0; i < scores.length; i++) scores[i] = there[i]!.score;
  const ofPictures = there.some(({ picture }) => picture !== undefined);
  return {
    ids: ids.filter((id) => id !== undefined),
    scores,
    cut,
    ...(ofPictures && { pictures: Uint16Array.from(there, ({ picture }) => picture!) }),
  };
}
