import type { Arranging } from '#src/domain/arranging';
import type { Filter } from '#src/domain/filter';
import type { QueryPlan, SearchRequest, Sort } from '#src/domain/query';
import type { Encoders } from '#src/ports/encoders';
import type { FieldProfile } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import type { Signal } from '#src/ranking/fuse';
import { itemSignalFields } from '#src/ranking/signals/of-items';
import { type SignalWeights, type WeightOverrides, weightsOf } from '#src/ranking/weights';
import { isToldOtherwise } from './agreement.ts';
import { arrangeAll, type FinalList } from './arrange-all.ts';
import { arrangingOf, idleNotices } from './arranging.ts';
import { type BehaviourSource, type BehaviourView, behaviourSignals } from './behaviour.ts';
import { retrieveByHistory } from './by-history.ts';
import { type Candidates, gather } from './candidates.ts';
import { embed, type SpaceQuery } from './embed.ts';
import type { FacetField } from './fields.ts';
import { failureNotices, type LegOutcome, missingNotices, retrieve } from './retrieve.ts';
import { type Ranking, score } from './score.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stopwatch } from './stopwatch.ts';
import { fieldsOfTaste, tasteSignals } from './taste.ts';

/** What a list is found with. */
export interface FindDeps {
  /** The live generation at this moment. */
  readonly generation: () => Generation;
  readonly encoders: Encoders;
  /** How lists are arranged unless a request says otherwise; by default in the order of the scores. */
  readonly arranging?: Arranging;
  /** Weights of signals that take the place of the standard ones. */
  readonly weights?: WeightOverrides;
  /** What shoppers do; without it words and pictures decide alone. */
  readonly behaviour?: BehaviourSource;
}

export interface AnswerParts {
  readonly question: string;
  readonly fields: readonly FieldProfile[];
  readonly facets: readonly FacetField[];
  readonly notices: readonly string[];
}

export interface Found {
  readonly snapshot: Snapshot;
  /** Items that are meant, before any refinement or grouping: what decides on the plan must not depend on those. */
  readonly members: number;
}

/** A plan's list, complete: embed, retrieve, score, arrange. */
export async function findByPlan(
  request: SearchRequest,
  plan: QueryPlan,
  { question, fields, facets, notices }: AnswerParts,
  deps: FindDeps,
  watch: Stopwatch,
): Promise<Found> {
  const generation = deps.generation();
  const asked = { ...request, ...sortOf(request, plan) };
  const ranked: RankOptions = {
    arranging: arrangingOf(request, deps.arranging),
    weights: weightsOf(plan.class, { ...deps.weights, ...request.weights }),
    ...(asked.sort && { sort: { ...asked.sort, type: typeOf(asked.sort.field, fields) } }),
  };
  const taste = deps.behaviour && isNamed(request) ? fieldsOfTaste(ranked.weights, fields) : [];
  const spaces = await watch.time('embed', () => embed(plan, request.image, deps.encoders));
  const { legs, view } = await watch.time('retrieve', () => legsOf(request, plan, spaces, deps));
  const weights = view || isToldOtherwise(plan, fields) ? { ...ranked.weights, agreement: 0 } : ranked.weights;
  const candidates = await watch.time('retrieve', () =>
    gather(legs, plan, spaces, generation, {
      request: asked,
      facets,
      further: fieldsLookedAt(ranked, taste),
      titles: (weights.agreement ?? 0) > 0,
    }),
  );
  const behaviour = await watch.time('score', () =>
    signalsOfBehaviour(view, request, candidates, { ...ranked, taste, generation }),
  );
  const ranking = await watch.time('score', () =>
    score(candidates, plan, generation.manifest.thresholds, {
      cutoff: request.cutoff,
      sorted: ranked.sort !== undefined,
      behaviour,
      weights,
      popularityDiscount: ranked.arranging.popularityDiscount,
    }),
  );
  const { refine, group } = request;
  const list = await watch.time('score', () =>
    arrangeAll({ candidates, ranking, generation }, { ...ranked, refine, group, facets }),
  );
  const idle = idleNotices(request, { sorted: ranked.sort !== undefined, popularity: view !== undefined });
  const snapshot = {
    question,
    generation: generation.manifest.id,
    query: plan.understood,
    total: { value: list.rows.length, relation: ranking.cut ? ('gte' as const) : ('eq' as const) },
    facets: list.facets,
    notices: [
      ...plan.notices,
      ...notices,
      ...failureNotices(legs),
      ...missingNotices(plan.text, legs),
      ...ranking.notices,
      ...idle,
    ],
    tokens: [plan.words, ...(plan.otherWordings ?? [])].flat().flatMap(({ alternatives }) => alternatives.flat()),
    ranked: pagesOf(list, ranking.place),
  };
  return { snapshot, members: ranking.order.length };
}

interface RankOptions {
  readonly arranging: Arranging;
  readonly weights: SignalWeights;
  readonly sort?: Sort & { readonly type: FieldProfile['type'] };
}

function isNamed({ personalise, user, session }: SearchRequest): boolean {
  return personalise && (user !== undefined || session !== undefined);
}

/** All legs of the query, and what is known of shoppers; for a broad query of a known shopper the leg of their history too. */
async function legsOf(
  request: SearchRequest,
  plan: QueryPlan,
  spaces: readonly SpaceQuery[],
  { generation: live, behaviour }: FindDeps,
): Promise<{ readonly legs: readonly LegOutcome[]; readonly view: BehaviourView | undefined }> {
  const generation = live();
  const filter: readonly Filter[] = [...request.filter, ...(plan.filters ?? [])];
  const [legs, view] = await Promise.all([retrieve(plan, spaces, filter, generation), behaviour?.view(request)]);
  const byHistory = await retrieveByHistory(view, request, { plan, filter, legs }, generation);
  return { legs: byHistory ? [...legs, byHistory] : legs, view };
}

function fieldsLookedAt({ arranging, weights }: RankOptions, taste: readonly string[]): string[] {
  return [...arranging.caps.map(({ field }) => field), ...itemSignalFields(weights), ...taste];
}

async function signalsOfBehaviour(
  view: BehaviourView | undefined,
  request: SearchRequest,
  { features }: Candidates,
  { weights, taste, generation }: RankOptions & { readonly taste: readonly string[]; readonly generation: Generation },
): Promise<Signal[]> {
  if (!view) return [];
  const done = behaviourSignals(view, request, features.ids, weights);
  return [...done, ...(await tasteSignals(view, features, { fields: taste, weights, generation }))];
}

function typeOf(field: string, fields: readonly FieldProfile[]): FieldProfile['type'] {
  return fields.find((profile) => profile.field === field)?.type ?? 'text';
}

/** A function of its own: a list that is kept must not keep the request with its picture, and all candidates. */
function pagesOf({ rows, moved }: Pick<FinalList, 'rows' | 'moved'>, place: Ranking['place']): Snapshot['ranked'] {
  const placed = (row: number) => {
    const how = moved.get(row);
    return how ? { ...place(row), moved: how } : place(row);
  };
  return (offset, limit) => rows.slice(offset, offset + limit).map(placed);
}

/** What the request says goes before what the words say. */
export function sortOf({ sort }: SearchRequest, plan: QueryPlan): { readonly sort?: Sort } {
  const wanted = sort ?? plan.sort;
  return wanted ? { sort: wanted } : {};
}
