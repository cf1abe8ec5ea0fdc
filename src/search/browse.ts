import type { SearchRequest, UnderstoodQuery } from '#src/domain/query';
import type { Generation } from '#src/ports/generations';
import type { FacetField } from './fields.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stopwatch } from './stopwatch.ts';

const NOTHING_ASKED: UnderstoodQuery = {
  text: '',
  corrected: null,
  expansions: [],
  filters: [],
  preferences: [],
  excluded: [],
  sort: null,
  language: null,
  source: 'parser',
};

interface BrowseParts {
  readonly facets: readonly FacetField[];
  readonly notices: readonly string[];
  /** What the words were understood to ask, where nothing of them was left to search by. */
  readonly query?: UnderstoodQuery;
}

/** The answer to no words and no picture: the whole catalog within the filter, exactly counted. */
export async function browse(
  request: SearchRequest,
  question: string,
  { facets, notices, query = NOTHING_ASKED }: BrowseParts,
  generation: Generation,
  watch: Stopwatch,
): Promise<Snapshot> {
  const { filter, refine, sort } = request;
  const asked = { filter, refine, ...(sort && { sort }), facets: facets.map(({ field }) => field) };
  const result = await watch.time('retrieve', () => generation.features.browse(asked));
  return {
    question,
    generation: generation.manifest.id,
    query: { ...query, sort: sort ?? null },
    total: { value: result.total, relation: 'eq' },
    facets: result.facets,
    notices: [
      ...notices,
      ...(request.group ? ['group does nothing without words or a picture'] : []),
      ...(request.arranging ? ['diversity, cap and popularityDiscount do nothing without words or a picture'] : []),
    ],
    tokens: [],
    browse: asked,
    ranked: async (offset, limit) => (await result.ids(offset, limit)).map((id) => ({ id, score: 0, why: [] })),
  };
}
