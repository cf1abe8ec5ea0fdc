import type { QueryPlan, SearchRequest } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import { lexicalTokens } from '#src/ranking/bm25f';
import { preferenceFields } from '#src/ranking/preference';
import { complete } from './complete.ts';
import type { SpaceQuery } from './embed.ts';
import type { FacetField } from './fields.ts';
import { keepRows, type LegColumn, legColumns } from './leg-columns.ts';
import type { LegOutcome } from './retrieve.ts';

/** Everything that any leg returned, once, with the features that scoring, facets and sorting need. */
export interface Candidates {
  readonly features: CandidateFeatures;
  readonly statistics: LexicalStatistics;
  /** The tokens that the counts of `features` and the frequencies of `statistics` are of, in order. */
  readonly tokens: readonly string[];
  readonly legs: readonly LegColumn[];
}

export async function gather(
  outcomes: readonly LegOutcome[],
  plan: QueryPlan,
  spaces: readonly SpaceQuery[],
  generation: Generation,
  wanted: WantedColumns,
): Promise<Candidates> {
  const { ids, legs } = legColumns(outcomes);
  const tokens = lexicalTokens(plan.lexical);
  const [features, statistics] = await Promise.all([
    generation.features.read(ids, { tokens, ...columnsWanted(wanted, plan), titles: wanted.titles ?? false }),
    generation.features.statistics(tokens),
    complete(legs, ids, spaces, generation),
  ]);
  return { features, statistics, tokens, legs: keepRows(legs, ids, features.ids) };
}

/** Who will look at what of the candidates. */
export interface WantedColumns {
  readonly request: SearchRequest;
  readonly facets: readonly FacetField[];
  /** Fields that something else is looking at. */
  readonly further?: readonly string[];
  /** Whether the words of titles are looked at. */
  readonly titles?: boolean;
}

function columnsWanted(
  { request, facets, further = [] }: WantedColumns,
  { adjustments = [], preferences = [] }: QueryPlan,
) {
  const narrowed = request.refine.map(({ field }) => field);
  const sorted = request.sort ? [request.sort.field] : [];
  const grouped = request.group ? ['groupId'] : [];
  const conditions = adjustments.flatMap(({ when }) => when);
  const looked = conditions.flatMap((condition) => ('filter' in condition ? [condition.filter.field] : []));
  const preferred = preferenceFields(preferences);
  const shown = facets.map(({ field }) => field);
  const fields = [...new Set([...shown, ...narrowed, ...sorted, ...grouped, ...looked, ...preferred, ...further])];
  return { labels: fields, numbers: fields };
}
