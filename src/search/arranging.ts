import { type Arranging, AS_SCORED } from '#src/domain/arranging';
import type { SearchRequest } from '#src/domain/query';

/** What is asked before what is configured. */
export function arrangingOf(
  { arranging }: Pick<SearchRequest, 'arranging'>,
  configured: Arranging = AS_SCORED,
): Arranging {
  return { ...configured, ...arranging };
}

/** What was asked of the arrangement and cannot be had. */
export function idleNotices(
  { arranging = {} }: Pick<SearchRequest, 'arranging'>,
  { sorted, popularity }: { readonly sorted: boolean; readonly popularity: boolean },
): string[] {
  const { diversity = 0, caps = [], popularityDiscount = 0 } = arranging;
  return [
    ...(sorted && (diversity > 0 || caps.length > 0) ? ['diversity and cap do nothing in a sorted list'] : []),
    ...(popularityDiscount > 0 && !popularity
      ? ['popularityDiscount does nothing while nothing is known of what shoppers do: run vitrine train']
      : []),
  ];
}
