import { z } from 'zod';
import type { Shopper } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import { parseListWeights } from '#src/ranking/parse-weights';
import type { WeightOverrides } from '#src/ranking/weights';
import { type ListRequest, parseParameters, withParsed } from './request.ts';
import { listArranging, listParameters, name, writtenWeights } from './request-schema.ts';

const oneOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** What lists of items like an item may be asked with. */
export const SimilarParameters = z.strictObject({
  ...listParameters,
  ...listArranging,
  by: oneOf(['content', 'behaviour', 'both']).default('content').meta({
    description: 'Alike by text and pictures, by what shoppers do, or by both.',
  }),
});

const LISTS = ['for-you', 'recent', 'because-you-viewed', 'trending', 'bought-together'] as const;

export const RecommendParameters = z.strictObject({
  ...listParameters,
  ...listArranging,
  list: oneOf(LISTS).default('for-you').meta({
    description:
      'What the shopper may want, what they looked at last, items like the last one, what is wanted more than usual, or what is bought with `item`.',
  }),
  item: name('The item of `list=bought-together`.'),
  owned: oneOf(['include', 'exclude', 'boost', 'neutral']).optional().meta({
    description:
      'What the shopper bought already: left out, lifted by how lately (`boost`, in for-you), where it would stand (`neutral`); `include` is one of the two as shoppers of the catalog do. By default `exclude`, or `boost` where shoppers buy again; a recent list has it.',
  }),
  seen: oneOf(['include', 'exclude']).default('include').meta({
    description: 'What the shopper looked at without buying it: where it would stand, or left out.',
  }),
  weight: writtenWeights.meta({
    description:
      'Weights instead of the configured ones: `popularity:0.5`, `availability:0`; of for-you its parts, too.',
  }),
  user: name('The shopper.'),
  session: name('The visit, for shoppers who are not known, or beside the user.'),
});

export interface SimilarRequest extends ListRequest {
  readonly by: 'content' | 'behaviour' | 'both';
}

export interface RecommendRequest extends ListRequest {
  /** Of nobody only lists that are everybody's. */
  readonly shopper: Shopper;
  readonly list: (typeof LISTS)[number];
  /** There for `bought-together`, and for no other list. */
  readonly item?: string;
  readonly owned?: 'include' | 'exclude' | 'boost' | 'neutral';
  readonly seen: 'include' | 'exclude';
  /** Instead of the configured ones, each as `list.signal`. */
  readonly weights?: WeightOverrides;
}

export function parseSimilarRequest(input: Readonly<Record<string, unknown>>): SimilarRequest {
  return withParsed(parseParameters(SimilarParameters, input));
}

/** Throws `invalid_request` also when a list lacks what it is about: the shopper, or the item. */
export function parseRecommendRequest(input: Readonly<Record<string, unknown>>): RecommendRequest {
  const { user, session, owned, item, weight, ...rest } = withParsed(parseParameters(RecommendParameters, input));
  const shopper = { ...(user && { user }), ...(session && { session }) };
  const { list, seen } = rest;
  const wrong = (message: string) => new VitrineError('invalid_request', message);
  if (!user && !session && list !== 'trending' && list !== 'bought-together')
    throw wrong('user or session must name a shopper.');
  if (list === 'bought-together' ? !item : item)
    throw wrong('item must name an item for list=bought-together, and stands with no other list.');
  if (list === 'recent' && seen === 'exclude')
    throw wrong('seen must not be exclude for list=recent, which is what was seen.');
  return {
    ...rest,
    shopper,
    ...(item && { item }),
    ...(owned !== undefined && { owned }),
    ...(weight !== undefined && { weights: parseListWeights(weight) }),
  };
}
