import type { QueryPlan } from '#src/domain/query';
import type { Space, Vector } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { EncodedPicture, Encoders } from '#src/ports/encoders';

/** What a query is compared with in one space, and which of its halves went into the vector. */
export interface SpaceQuery {
  readonly space: Space;
  readonly vector: Vector;
  readonly of: 'words' | 'picture' | 'both';
}

/**
 * Shares of the halves of "this picture, but green" inside a space where words and pictures live together: the words, and
 * what the wanted item is not: said so ("not red"), or shown by the picture where the words ask for something else.
 * Chosen by `bench/picture-with-words.ts` on the demo shop.
 */
export const MIX = { picture: 1, words: 0.8, excluded: 0.8 } as const;

/** The query's vector for every space that it can be compared in; a half without a vector is left out. */
export async function embed(plan: QueryPlan, image: Uint8Array | undefined, encoders: Encoders): Promise<SpaceQuery[]> {
  const picture = image && encoders.image ? await encodePicture(image, encoders) : undefined;
  const queries = encoders.spaces.map((space) => embedInSpace(plan, picture, space, encoders));
  return withoutRepeats((await Promise.all(queries)).filter((query) => query !== undefined));
}

/** A picture alone asks the spaces made for pictures; one that it shares with words would only repeat them. */
function withoutRepeats(queries: readonly SpaceQuery[]): SpaceQuery[] {
  const isShared = ({ space }: SpaceQuery) => space.queriedBy.includes('text');
  const hasOwn = queries.some((query) => query.of === 'picture' && !isShared(query));
  return queries.filter((query) => !(hasOwn && query.of === 'picture' && isShared(query)));
}

async function encodePicture(image: Uint8Array, encoders: Encoders): Promise<EncodedPicture | undefined> {
  const [encoded] = (await encoders.image?.encode([image])) ?? [];
  if (encoded instanceof VitrineError) throw encoded;
  if (encoded instanceof Error)
    throw new VitrineError('invalid_picture', `The picture cannot be read: ${encoded.message}`);
  return encoded;
}

async function embedInSpace(
  plan: QueryPlan,
  picture: EncodedPicture | undefined,
  space: Space,
  encoders: Encoders,
): Promise<SpaceQuery | undefined> {
  const pictureVector = space.queriedBy.includes('picture') ? picture?.vectors[space.name] : undefined;
  const encoder = space.queriedBy.includes('text') ? encoders.texts.get(space.name) : undefined;
  const excludedTexts = [...plan.excludedTexts, ...replacedLabels(plan.embedText, picture)];
  const texts = [plan.embedText, ...excludedTexts].filter((text) => text !== '');
  if (!encoder || texts.length === 0) return pictureVector && { space, vector: pictureVector, of: 'picture' };
  const encoded = await encoder.encode(texts, 'query');
  const words = plan.embedText === '' ? null : encoded[0]!;
  const excluded = encoded.slice(plan.embedText === '' ? 0 : 1);
  if (!pictureVector && !words) return undefined;
  const vector = mix(space.dimensions, [
    { vector: pictureVector, share: MIX.picture },
    { vector: words, share: pictureVector ? MIX.words : 1 },
    ...excluded.map((text) => ({ vector: text, share: -MIX.excluded })),
  ]);
  return { space, vector, of: pictureVector && words ? 'both' : words ? 'words' : 'picture' };
}

/** What a picture shows but the words replace: the colour of a red shirt in "but green". */
function replacedLabels(words: string, picture: EncodedPicture | undefined): string[] {
  const said = new Set(words.toLowerCase().split(/[^\p{L}]+/u));
  return Object.values(picture?.labels ?? {}).flatMap((probabilities) => {
    const [shown] = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
    const asked = Object.keys(probabilities).some((value) => said.has(value));
    return asked && shown && !said.has(shown[0]) ? [shown[0]] : [];
  });
}

/** The weighted sum of unit vectors, brought to unit length again. */
function mix(dimensions: number, parts: readonly { vector: Vector | null | undefined; share: number }[]): Vector {
  const sum = new Float32Array(dimensions);
  for (const { vector, share } of parts) {
    if (!vector) continue;
    for (let i = 0; i < dimensions; i++) sum[i]! += share * vector[i]!;
  }
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}
