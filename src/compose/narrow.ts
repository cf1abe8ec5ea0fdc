import type { Filter } from '#src/domain/filter';
import type { Generation } from '#src/ports/generations';

/** Items of a filter that are looked up for a list; of wider filters the first thousand of any list holds enough. */
const NARROW = 10_000;

/**
 * What a filter lets through, where that is little: lists then rank these items alone, for among the first of the whole
 * catalog there may be none of them. Undefined where nothing or little is filtered.
 */
export async function narrowTo(
  filter: readonly Filter[],
  { features }: Generation,
): Promise<ReadonlySet<string> | undefined> {
  if (filter.length === 0) return undefined;
  const { total, ids } = await features.browse({ filter, refine: [], facets: [] });
  return total > NARROW ? undefined : new Set(await ids(0, total));
}
