import type { Adjustment, LexicalClause, LexicalQuery, LikeText, QueryPlan, Term } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import { type AdjustContext, adjustmentsOf } from './adjustments.ts';
import type { Answer } from './answer.ts';
import { withCorrection } from './correction.ts';

/**
 * What the parts of an answer count, settled on the development half of `chorus` by `bench/rewrites.ts`; the words
 * themselves count 1. Values nearby do as well, and both halves of the queries agree on them.
 */
export const REWRITE = {
  /** An expansion's best match. At .8 one query in four got worse, at .6 a seventh of the gain was lost. */
  expansion: 0.7,
  /** All likely titles together in the vector of a space of texts: .25 to 1 gain, 1 makes more queries worse. */
  titlesInVector: 0.5,
  /** In spaces of pictures, where words alone find little and a caption is what the model was trained on. */
  caption: 1,
  /**
   * What a word of the likely titles counts is the share of the titles that have it, to this power: words of all tell the
   * kind of item, words of one tell a model that may not exist. At 1 nDCG@10 of rated items loses .010; 3 to 8 do as well.
   */
  consensus: 5,
} as const;

/** Where an answer came from, as `query.source` tells. */
export type AnswerSource = 'llm' | 'cache';

export interface MergeContext extends AdjustContext {
  readonly analyser: Analyser;
}

/**
 * The plan with what a language model knows beside it. The words stay the strongest: expansions are sub-queries of their
 * own of which the best counts, likely titles a weak signal and a part of the vector, and what the model says of types and
 * values multiplies scores a little. Nothing of an answer shuts an item out, and what the plan excludes stays excluded.
 */
export function mergeAnswer(plan: QueryPlan, answer: Answer, source: AnswerSource, context: MergeContext): QueryPlan {
  const { analyser } = context;
  const isWanted = (text: string) => !analyser.tokens(text).some((token) => plan.lexical.mustNot.includes(token));
  const corrected = withCorrection(plan, answer.corrected, analyser);
  const expansions = answer.expansions.filter(
    (text) => isWanted(text) && analyser.words(text).length <= LONGEST_EXPANSION,
  );
  const titles = answer.hypothetical_titles.filter(
    (title) => isWanted(title) && isFitting(title, plan, answer, analyser),
  );
  const likelyTitles = titles.length > 0 && !isBrand(answer) ? likelyTitlesOf(titles, analyser) : undefined;
  const adjustments = adjustmentsOf(answer, plan, context);
  const clauses = expansions.flatMap((text) => expansionClause(text, analyser));
  return {
    ...corrected,
    lexical: widened(corrected.lexical, clauses, [...termsOf(likelyTitles), ...lookedUp(adjustments)]),
    ...(likelyTitles && { likelyTitles }),
    otherWordings: [
      ...(corrected.otherWordings ?? []),
      ...expansions.map((text) => analyser.words(text)).filter((words) => words.length > 0),
    ],
    like: [...(plan.like ?? []), ...likeTexts(titles, answer)],
    adjustments: [...(plan.adjustments ?? []), ...adjustments],
    understood: {
      ...corrected.understood,
      expansions: [...new Set([...plan.understood.expansions, ...expansions])],
      language: plan.understood.language ?? answer.language,
      source,
    },
  };
}

/** Another way to say the same is short; what is longer is a sentence. In words. */
const LONGEST_EXPANSION = 6;

/** Titles for a brand or an exact product must name it: others pull towards different products. */
function isFitting(title: string, plan: QueryPlan, answer: Answer, analyser: Analyser): boolean {
  if (!/brand|exact/iu.test(answer.intent_class ?? '')) return true;
  const held = new Set(analyser.tokens(title));
  return plan.words.every(({ alternatives }) =>
    alternatives.some((tokens) => tokens.every((token) => held.has(token))),
  );
}

/** Who asks for a brand alone may want anything of it: titles then name kinds that the model chose by itself. */
function isBrand({ intent_class }: Answer): boolean {
  return /brand/iu.test(intent_class ?? '');
}

/** All titles as one text, in which counts what they agree on. */
function likelyTitlesOf(titles: readonly string[], analyser: Analyser): LexicalQuery {
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const token of new Set(analyser.tokens(title))) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const terms = [...counts].map(([token, count]) => ({ token, weight: (count / titles.length) ** REWRITE.consensus }));
  return { clauses: [{ terms, normalise: 'none' }], combine: 'sum', mustNot: [] };
}

function expansionClause(text: string, analyser: Analyser): LexicalClause[] {
  const terms = [...new Set(analyser.tokens(text))].map((token) => ({ token, weight: 1 }));
  return terms.length > 0 ? [{ terms, normalise: 'own-top', weight: REWRITE.expansion }] : [];
}

/** The words as one sub-query beside the others, of which the best counts; `looked` are tokens that are only looked up. */
function widened(own: LexicalQuery, clauses: readonly LexicalClause[], looked: readonly string[]): LexicalQuery {
  const silent = looked.map((token): Term => ({ token, weight: 0 }));
  const isOne = own.combine === 'sum' || own.clauses.length <= 1;
  const words: readonly LexicalClause[] = isOne
    ? [{ terms: [...own.clauses.flatMap(({ terms }) => terms), ...silent], normalise: 'own-top' }]
    : own.clauses.map((clause, place) => (place > 0 ? clause : { ...clause, terms: [...clause.terms, ...silent] }));
  return { clauses: [...words, ...clauses], combine: 'max', mustNot: own.mustNot };
}

function termsOf(query: LexicalQuery | undefined): string[] {
  return query?.clauses.flatMap(({ terms }) => terms.map(({ token }) => token)) ?? [];
}

function lookedUp(adjustments: readonly Adjustment[]): string[] {
  return adjustments.flatMap(({ when }) => when.flatMap((one) => ('tokens' in one ? one.tokens : [])));
}

function likeTexts(titles: readonly string[], { visual_caption }: Answer): LikeText[] {
  const share = REWRITE.titlesInVector / titles.length;
  return [
    ...titles.map((text): LikeText => ({ text, share, holds: 'text' })),
    ...(visual_caption === null ? [] : [{ text: visual_caption, share: REWRITE.caption, holds: 'picture' } as const]),
  ];
}
