import type { Estimate } from '../bootstrap.ts';
import { markdownTable, plainTable, type TextTable } from '../table.ts';
import type { ProtocolFigures, RecommendationEvaluation } from './protocol.ts';

const PROTOCOL_TEXTS = {
  all: 'all: nothing is excluded',
  new: 'new: what a user owns leaves lists and targets',
} as const;

/** As a person reads it on a terminal. */
export function plainRecommendationReport(evaluation: RecommendationEvaluation): string {
  const sections = evaluation.protocols.map((one) => `${heading(one)}\n${plainTable(tableOf(one, evaluation.depth))}`);
  return sections.join('\n');
}

export function markdownRecommendationReport(evaluation: RecommendationEvaluation, notes: readonly string[]): string {
  const sections = evaluation.protocols.map(
    (one) => `## ${heading(one)}\n\n${markdownTable(tableOf(one, evaluation.depth))}`,
  );
  return ['# Recommendation lists', `${evaluation.items} items.`, ...notes, ...sections, HOW_TO_READ].join('\n\n');
}

const HOW_TO_READ =
  'Means over users, with 95 % intervals of 1,000 resamples of the users. Coverage: share of the catalog that some list ' +
  'shows. Gini: inequality of how often items are shown. Popularity: mean users in the training of an item shown.\n';

function heading({ protocol, users }: ProtocolFigures): string {
  return `${PROTOCOL_TEXTS[protocol]} (${users} users)`;
}

function tableOf({ models }: ProtocolFigures, depth: number): TextTable {
  return {
    head: [
      'model',
      `hit@${depth}`,
      '95 %',
      `recall@${depth}`,
      `nDCG@${depth}`,
      `MRR@${depth}`,
      'coverage',
      'Gini',
      'popularity',
    ],
    rows: models.map((one) => [
      one.model,
      one.hit.mean.toFixed(3),
      range(one.hit),
      one.recall.mean.toFixed(3),
      one.ndcg.mean.toFixed(3),
      one.reciprocalRank.mean.toFixed(3),
      one.coverage.toFixed(3),
      one.gini.toFixed(3),
      one.popularity.toFixed(1),
    ]),
  };
}

function range({ low, high }: Estimate): string {
  return `${low.toFixed(3)}..${high.toFixed(3)}`;
}
