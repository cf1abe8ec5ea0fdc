import type { RankedItem } from '#src/domain/hit';
import type { SearchRequest, UnderstoodQuery } from '#src/domain/query';
import type { BrowseRequest, Features } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import { arrange } from './arrange.ts';
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
  const common = {
    question,
    generation: generation.manifest.id,
    query: { ...query, sort: sort ?? null },
    notices: request.arranging
      ? [...notices, 'diversity, cap and popularityDiscount do nothing without words or a picture']
      : notices,
    tokens: [],
  };
  return watch.time('retrieve', async () => {
    const group = request.group && (await hasGroups(generation.features));
    const grouped = group ? await browseGroups(asked, facets, generation.features) : undefined;
    if (grouped) return { ...common, ...grouped };
    const { total, facets: counted, ids } = await generation.features.browse(asked);
    return {
      ...common,
      notices: group ? [...common.notices, tooManyNotice(total)] : common.notices,
      total: { value: total, relation: 'eq' },
      facets: counted,
      browse: asked,
      ranked: async (offset, limit) => (await ids(offset, limit)).map(toRanked),
    };
  });
}

/** Items that are grouped without words or a picture, at most: it takes about 100 ms, where a page of a list takes 1. */
const MOST_GROUPED = 10_000;

/** The list with the first of each group of variants, and groups counted; undefined when there is too much to group. */
async function browseGroups(
  { refine, ...asked }: BrowseRequest,
  facets: readonly FacetField[],
  features: Features,
): Promise<Pick<Snapshot, 'total' | 'facets' | 'ranked'> | undefined> {
  const { total, ids } = await features.browse({ ...asked, refine: [], facets: [] });
  if (total > MOST_GROUPED) return undefined;
  const fields = [...new Set(['groupId', ...refine.map(({ field }) => field), ...facets.map(({ field }) => field)])];
  const found = await features.read(await ids(0, total), { tokens: [], labels: fields, numbers: fields });
  const arranged = arrange([...found.ids.keys()], found, { refine, group: true, facets });
  const list = arranged.rows.map((row) => found.ids[row]!);
  return {
    total: { value: list.length, relation: 'eq' },
    facets: arranged.facets,
    ranked: (offset, limit) => list.slice(offset, offset + limit).map(toRanked),
  };
}

async function hasGroups(features: Features): Promise<boolean> {
  return (await features.fields()).some(({ field }) => field === 'groupId');
}

function toRanked(id: string): RankedItem {
  return { id, score: 0, why: [] };
}

function tooManyNotice(items: number): string {
  return `variants are shown one by one, because ${items} items are more than can be grouped without words: narrow them by a filter`;
}
