import type { Filter } from '../../src/domain/filter.ts';
import { formatFilter, parseFilter } from '../../src/domain/filter-syntax.ts';

/** Everything that decides what is shown; all of it is in the address, so links and the back button work. */
export interface State {
  readonly text: string;
  /** Names a picture kept by this browser tab; see picture.ts. */
  readonly picture: string | undefined;
  /** Shows what is like this item instead of a search. */
  readonly like: string | undefined;
  /** The item that is open. */
  readonly item: string | undefined;
  readonly refine: readonly Filter[];
  /** `field:asc` or `field:desc`; by relevance without. */
  readonly sort: string | undefined;
  /** From 1. */
  readonly page: number;
  readonly view: 'cards' | 'list';
  /** One variant of each product. */
  readonly group: boolean;
  /** Shows candidates too that match too weakly to belong. */
  readonly weak: boolean;
  readonly catalog: string | undefined;
}

export const PAGE_SIZE = 24;

/** Nothing asked for, in whatever catalog and view there is. */
export const EVERYTHING = {
  text: '',
  picture: undefined,
  like: undefined,
  item: undefined,
  refine: [],
  sort: undefined,
  weak: false,
} satisfies Partial<State>;

export function readState(search: string): State {
  const query = new URLSearchParams(search);
  const given = (name: string) => query.get(name) || undefined;
  const page = Number(query.get('page') ?? 1);
  return {
    text: query.get('q') ?? '',
    picture: given('picture'),
    like: given('like'),
    item: given('item'),
    refine: query.getAll('refine').flatMap(readFilter),
    sort: given('sort'),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    view: query.get('view') === 'list' ? 'list' : 'cards',
    group: query.get('group') === 'on',
    weak: query.get('weak') === 'on',
    catalog: given('catalog'),
  };
}

/** The clicks on facets as expressions, which say all that a filter can: negated ranges too. */
export function refinementsOf({ refine }: State): string[] {
  return refine.map(formatFilter);
}

export function addressOf(state: State): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined) => value && query.set(name, value);
  set('q', state.text);
  set('picture', state.picture);
  set('like', state.like);
  for (const expression of refinementsOf(state)) query.append('refine', expression);
  set('sort', state.sort);
  set('group', state.group ? 'on' : undefined);
  set('weak', state.weak ? 'on' : undefined);
  set('page', state.page > 1 ? String(state.page) : undefined);
  set('view', state.view === 'list' ? 'list' : undefined);
  set('catalog', state.catalog);
  set('item', state.item);
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** What decides which list is asked for, the page apart: equal keys share a `queryId`. */
export function listKey({ text, picture, like, refine, sort, group, weak, catalog }: State): string {
  return JSON.stringify([text.trim(), picture, like, refine, sort, group, weak, catalog]);
}

/** Whether there is nothing to match: the catalog is browsed. */
export function isBrowsing({ text, picture }: State): boolean {
  return text.trim() === '' && !picture;
}

/** Whether nothing is asked for: the shop's front page. */
export function isFrontPage(state: State): boolean {
  return isBrowsing(state) && !state.like && state.refine.length === 0 && state.page === 1;
}

/** An address may be old or mistyped: what cannot be read is left out. */
function readFilter(text: string): Filter[] {
  try {
    return [parseFilter(text)];
  } catch {
    return [];
  }
}
