import type { QueryPlan, SearchRequest } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import { lexicalTokens } from '#src/ranking/bm25f';
import { preferenceFields } from '#src/ranking/preference';
import { complete } from './complete.ts';
import type { SpaceQuery } from './embed.ts';
import type { FacetField } from './fields.ts';
import type { LegOutcome, LegSignal } from './retrieve.ts';

/** What one leg knows of the candidates. */
export interface LegColumn {
  readonly signal: LegSignal;
  readonly space?: string;
  /** By candidate; NaN where nothing is known of it. */
  readonly raw: Float64Array;
  /** By candidate, 1 where the leg returned it. */
  readonly found: Uint8Array;
  /** Whether there may be items that the leg did not return, and the most that they can score. */
  readonly cut: boolean;
  readonly last: number;
}

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
  const union = [...new Set(outcomes.flatMap(({ result }) => result.ids))];
  const tokens = lexicalTokens(plan.lexical);
  const [features, statistics, completed] = await Promise.all([
    generation.features.read(union, { tokens, ...columnsWanted(wanted, plan) }),
    generation.features.statistics(tokens),
    complete(outcomes, spaces, generation),
  ]);
  const rows = new Map(features.ids.map((id, row) => [id, row]));
  return { features, statistics, tokens, legs: completed.map((outcome) => legColumn(outcome, rows)) };
}

/** Who will look at what of the candidates. */
export interface WantedColumns {
  readonly request: SearchRequest;
  readonly facets: readonly FacetField[];
  /** Fields that something else is looking at. */
  readonly further?: readonly string[];
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

function legColumn({ signal, space, result, further }: LegOutcome, rows: ReadonlyMap<string, number>): LegColumn {
  const raw = new Float64Array(rows.size).fill(Number.NaN);
  const found = new Uint8Array(rows.size);
  for (const [index, id] of result.ids.entries()) {
    const row = rows.get(id);
    if (row === undefined) continue;
    raw[row] = result.scores[index]!;
    found[row] = 1;
  }
  for (const [id, score] of further ?? []) {
    const row = rows.get(id);
    if (row !== undefined) raw[row] = score;
  }
  const last = result.scores.at(-1) ?? (result.cut ? Infinity : 0);
  return { signal, ...(space !== undefined && { space }), raw, found, cut: result.cut, last };
}
