import { createHash } from 'node:crypto';
import type { Facet } from '#src/domain/facet';
import type { RankedItem, Total } from '#src/domain/hit';
import type { SearchRequest, UnderstoodQuery } from '#src/domain/query';
import type { BrowseRequest } from '#src/ports/features';

/** An answered query, complete: pages are replayed from it whatever happens to the items in between. */
export interface Snapshot {
  /** What was asked, so that a `queryId` cannot give the list of another question. */
  readonly question: string;
  readonly generation: string;
  readonly query: UnderstoodQuery;
  readonly total: Total;
  readonly facets: readonly Facet[];
  readonly notices: readonly string[];
  /** Tokens to mark in what is shown. */
  readonly tokens: readonly string[];
  /** What the store was asked for a list that it reads page by page. */
  readonly browse?: BrowseRequest;
  /** Whether reasons are unknown, because another process answered. */
  readonly reasonsMissing?: boolean;
  /** The list in its final order, by page. */
  ranked(offset: number, limit: number): Promise<readonly RankedItem[]> | readonly RankedItem[];
}

/**
 * Everything that decides the list, and nothing that only decides what of it is shown: with `facets=none` page 2 is
 * replayed too, with the facets of page 1.
 */
export function questionOf(request: SearchRequest): string {
  const { text, image, user, session, filter, refine, sort, group, rewrite, personalise, owned, cutoff } = request;
  const { understand = true, ignore = [], arranging, weights } = request;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      ...[text, user, session, filter, refine, sort, group, rewrite, personalise, owned, cutoff],
      ...[understand, ignore, arranging, weights],
    ]),
  );
  if (image) hash.update(image);
  return hash.digest('base64url');
}
