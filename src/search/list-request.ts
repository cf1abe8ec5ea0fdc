import { z } from 'zod';
import type { Shopper } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import { type ListRequest, parseParameters, withParsed } from './request.ts';
import { arrangingParameters, listParameters, name } from './request-schema.ts';

const oneOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** What lists of items like an item may be asked with. */
export const SimilarParameters = z.strictObject({
  ...listParameters,
  ...arrangingParameters,
  by: oneOf(['content', 'behaviour', 'both']).default('content').meta({
    description: 'Alike by text and pictures, by what shoppers do, or by both.',
  }),
});

export const RecommendParameters = z.strictObject({
  ...listParameters,
  ...arrangingParameters,
  list: oneOf(['for-you', 'recent', 'because-you-viewed']).default('for-you').meta({
    description: 'What the shopper may want, what they looked at last, or items like the last one.',
  }),
  owned: oneOf(['include', 'exclude', 'boost', 'neutral']).optional().meta({
    description:
      'What the shopper bought already: left out, first (`boost`), where it would stand (`neutral`); `include` is one of the two as shoppers of the catalog do. By default `exclude`, or `boost` where shoppers buy again.',
  }),
  user: name('The shopper.'),
  session: name('The visit, for shoppers who are not known, or beside the user.'),
});

export interface SimilarRequest extends ListRequest {
  readonly by: 'content' | 'behaviour' | 'both';
}

export interface RecommendRequest extends ListRequest {
  readonly shopper: Shopper;
  readonly list: 'for-you' | 'recent' | 'because-you-viewed';
  readonly owned?: 'include' | 'exclude' | 'boost' | 'neutral';
}

export function parseSimilarRequest(input: Readonly<Record<string, unknown>>): SimilarRequest {
  return withParsed(parseParameters(SimilarParameters, input));
}

/** Throws `invalid_request` also when nobody is named. */
export function parseRecommendRequest(input: Readonly<Record<string, unknown>>): RecommendRequest {
  const { user, session, owned, ...rest } = withParsed(parseParameters(RecommendParameters, input));
  const shopper = { ...(user && { user }), ...(session && { session }) };
  if (!user && !session) throw new VitrineError('invalid_request', 'user or session must name a shopper.');
  return { ...rest, shopper, ...(owned !== undefined && { owned }) };
}
