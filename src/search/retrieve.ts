import type { Filter } from '#src/domain/filter';
import type { QueryPlan } from '#src/domain/query';
import type { Generation, Leg, LegResult } from '#src/ports/generations';
import type { SpaceQuery } from './embed.ts';

/** How deep each leg looks, whatever the page: the same for all pages of a query. */
export const DEPTHS = { lexical: 1000, vector: 200, identifier: 50, history: 200 } as const;

/** Signals that come from a leg. */
export type LegSignal =
  | 'identifier'
  | 'lexical'
  | 'likely-titles'
  | 'text'
  | 'words-to-picture'
  | 'picture-to-picture'
  | 'picture-and-words'
  /** What a shopper's history makes likely of a broad query (`by-history.ts`); told apart, and scored by other signals. */
  | 'history';

export interface LegOutcome {
  readonly signal: LegSignal;
  /** The space of a vector leg. */
  readonly space?: string;
  readonly result: LegResult;
}

interface PlannedLeg {
  readonly signal: LegSignal;
  readonly leg: Leg;
}

/** One batch to the store: every leg that the query has something for, the filter on each. */
export async function retrieve(
  plan: QueryPlan,
  spaces: readonly SpaceQuery[],
  filter: readonly Filter[],
  generation: Generation,
): Promise<LegOutcome[]> {
  const planned = [...wordLegs(plan), ...spaces.map(vectorLeg)];
  const results = await generation.retrieve(
    planned.map(({ leg }) => leg),
    filter,
  );
  return planned.map(({ signal, leg }, index) => ({
    signal,
    ...(leg.kind === 'vector' && { space: leg.space }),
    result: results[index]!,
  }));
}

/** What to tell of legs that the store could not answer. */
export function failureNotices(outcomes: readonly LegOutcome[]): string[] {
  return outcomes.flatMap(({ signal, result }) =>
    result.failed === undefined ? [] : [`without ${signal}, which could not be searched: ${result.failed}`],
  );
}

/** Says that nothing has a number that the whole query consists of: what is shown then is only near to it. */
export function missingNotices(text: string, outcomes: readonly LegOutcome[]): string[] {
  const number = /^\s*(\p{N}{5,})\s*$/u.exec(text)?.[1];
  const words = outcomes.filter(({ signal }) => signal === 'identifier' || signal === 'lexical');
  const isMissing =
    number !== undefined && words.every(({ result }) => result.ids.length === 0 && result.failed === undefined);
  return isMissing ? [`no item has the number "${number}"`] : [];
}

function wordLegs({ lexical, likelyTitles, identifiers }: QueryPlan): PlannedLeg[] {
  const legs: PlannedLeg[] = [];
  if (lexical.clauses.some(({ terms }) => terms.length > 0)) {
    legs.push({ signal: 'lexical', leg: { kind: 'lexical', query: lexical, depth: DEPTHS.lexical } });
  }
  if (likelyTitles) {
    legs.push({ signal: 'likely-titles', leg: { kind: 'lexical', query: likelyTitles, depth: DEPTHS.vector } });
  }
  if (identifiers.length > 0) {
    legs.push({ signal: 'identifier', leg: { kind: 'identifier', identifiers, depth: DEPTHS.identifier } });
  }
  return legs;
}

function vectorLeg({ space, vector, of }: SpaceQuery): PlannedLeg {
  return {
    signal: vectorSignal(space.holds, of),
    leg: { kind: 'vector', space: space.name, vector, depth: DEPTHS.vector },
  };
}

function vectorSignal(holds: 'text' | 'picture', of: SpaceQuery['of']): LegSignal {
  if (holds === 'text') return 'text';
  return of === 'both' ? 'picture-and-words' : of === 'words' ? 'words-to-picture' : 'picture-to-picture';
}
