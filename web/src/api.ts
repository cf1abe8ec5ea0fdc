import type { Facet } from '../../src/domain/facet.ts';
import type { Hit, SearchPage } from '../../src/domain/hit.ts';
import type { Catalogs } from './catalog.ts';
import { type Notice, shopperNotices } from './notices.ts';
import { pictureOf } from './picture.ts';
import { who } from './shopper.ts';
import { isBrowsing, PAGE_SIZE, refinementsOf, type State } from './state.ts';

/** A list as shown: the answer of a search, or items like one item. */
export interface Listing {
  readonly hits: readonly Hit[];
  readonly total: SearchPage['total'];
  readonly facets: readonly Facet[];
  readonly notices: readonly Notice[];
  readonly tookMs: number;
  readonly queryId: string | undefined;
  readonly query: SearchPage['query'] | undefined;
}

export type ShownItem = Readonly<Record<string, unknown>> & { readonly id: string; readonly title: string };

/** What went wrong, as the server says it; status 0 when it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const MOST_VARIANTS = 12;

/** Without words there is no best match: what is new comes first. */
export const NEWEST = 'createdAt:desc';

export async function search(state: State, queryId: string | undefined, signal: AbortSignal): Promise<Listing> {
  const image = state.picture && pictureOf(state.picture);
  const body = {
    ...who(),
    text: state.text,
    image,
    refine: refinementsOf(state),
    sort: state.sort ?? (isBrowsing(state) ? NEWEST : undefined),
    group: state.group,
    cutoff: state.weak ? 'off' : undefined,
    catalog: state.catalog,
    queryId,
    offset: (state.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
    explain: true,
  };
  const page = await post<SearchPage>('/v1/search', body, signal);
  return { ...page, notices: noticesOf(state, page.notices), tookMs: page.took.total };
}

/** Of an order that nobody chose nobody need know that it cannot be had. */
function noticesOf({ sort }: State, lines: readonly string[]): readonly Notice[] {
  return shopperNotices(
    sort === undefined ? lines.filter((line) => !line.endsWith('the order is as without sort')) : lines,
  );
}

/** What was done here; sent to its end also when the page is left. */
export function sendEvents(events: readonly object[], catalog: string | undefined): Promise<unknown> {
  const path = `/v1/events${catalog ? `?catalog=${encodeURIComponent(catalog)}` : ''}`;
  return ask(path, { ...jsonBody({ events }), keepalive: true });
}

/** Ids of the shoppers who were there last. */
export async function recentUsers(catalog: string | undefined, limit: number): Promise<readonly string[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(catalog && { catalog }) });
  const { users } = await ask<{ users: readonly { id: string }[] }>(`/v1/users?${query}`);
  return users.map(({ id }) => id);
}

/** The best rated item of a category. */
export async function bestOf(category: string, catalog: string | undefined): Promise<Hit | undefined> {
  const body = {
    refine: [{ field: 'category', any: category }],
    sort: 'rating:desc',
    limit: 1,
    facets: 'none',
    catalog,
  };
  return (await post<SearchPage>('/v1/search', body)).hits[0];
}

/** Variants of one product, the item itself among them. */
export async function variantsOf(groupId: string, catalog: string | undefined): Promise<readonly Hit[]> {
  const body = { filter: [{ field: 'groupId', any: groupId }], limit: MOST_VARIANTS, facets: 'none', catalog };
  return (await post<SearchPage>('/v1/search', body)).hits;
}

export async function similar(
  id: string,
  catalog: string | undefined,
  limit: number,
  signal?: AbortSignal,
): Promise<Listing> {
  const query = new URLSearchParams({ limit: String(limit), explain: 'on', ...(catalog && { catalog }) });
  const path = `/v1/items/${encodeURIComponent(id)}/similar?${query}`;
  const list = await ask<Pick<SearchPage, 'hits' | 'notices'> & { took: { total: number } }>(
    path,
    signal ? { signal } : {},
  );
  const total = { value: list.hits.length, relation: 'eq' } as const;
  const notices = shopperNotices(list.notices);
  return { ...list, notices, total, facets: [], tookMs: list.took.total, queryId: undefined, query: undefined };
}

export function item(id: string, catalog: string | undefined): Promise<ShownItem> {
  return ask(`/v1/items/${encodeURIComponent(id)}${catalog ? `?catalog=${encodeURIComponent(catalog)}` : ''}`);
}

export function catalogs(): Promise<Catalogs> {
  return ask('/v1/catalogs');
}

export function pictureAddress(id: string, number: number, width: number, catalog: string | undefined): string {
  const query = new URLSearchParams({ width: String(width), ...(catalog && { catalog }) });
  return `/v1/items/${encodeURIComponent(id)}/images/${number}?${query}`;
}

function post<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return ask(path, { ...jsonBody(body), ...(signal && { signal }) });
}

function jsonBody(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The answer of the server; throws `ApiError`. */
export async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The shop cannot be reached. Check the connection and try again.');
  });
  if (response.ok) return response.json() as Promise<Answer>;
  const problem: unknown = await response.json().catch(() => undefined);
  const detail =
    typeof problem === 'object' && problem !== null && 'detail' in problem
      ? String(problem.detail)
      : `The server answered ${response.status}.`;
  throw new ApiError(response.status, detail);
}
