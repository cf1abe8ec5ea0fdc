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
const MIX = { picture: 1, words: 0.8, excluded: 0.8 } as const;

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
  const parts = textParts(plan, picture, space, pictureVector !== undefined);
  if (!encoder || parts.length === 0) return pictureVector && { space, vector: pictureVector, of: 'picture' };
  const encoded = await encoder.encode(
    parts.map(({ text }) => text),
    'query',
  );
  const hasWords = parts.some(({ share }, index) => share > 0 && encoded[index]);
  if (!pictureVector && !hasWords) return undefined;
  const vector = mix(space.dimensions, [
    { vector: pictureVector, share: MIX.picture },
    ...parts.map(({ share }, index) => ({ vector: encoded[index], share })),
  ]);
  // "Not red" alone says something of the picture too.
  const isMixed = encoded.some((part) => part);
  return { space, vector, of: !pictureVector ? 'words' : isMixed ? 'both' : 'picture' };
}

/** The texts that go into a space's vector with their shares: the words first, if there are any. */
function textParts(plan: QueryPlan, picture: EncodedPicture | undefined, space: Space, isMixed: boolean) {
  const words = isMixed ? MIX.words : 1;
  const excluded = [...plan.excludedTexts, ...replacedLabels(plan.embedText, picture)];
  const like = plan.embedText === '' ? [] : (plan.like ?? []).filter(({ holds }) => holds === space.holds);
  return [
    { text: plan.embedText, share: words },
    ...like.map(({ text, share }) => ({ text, share: share * words })),
    ...excluded.map((text) => ({ text, share: -MIX.excluded })),
  ].filter(({ text }) => text !== '');
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
