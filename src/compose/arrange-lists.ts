import { AS_SCORED } from '#src/domain/arranging';
import type { RankedItem } from '#src/domain/hit';
import type { Features } from '#src/ports/features';
import { listWeightsOf } from '#src/ranking/list-weights';
import { unavailability } from '#src/ranking/signals/availability';
import { ARRANGED, arrangeList, discountList, lessUnavailable } from '#src/recommend/arrange-list';
import { pick } from '#src/recommend/pick';
import { checkFields } from '#src/search/fields';
import type { ListRequest } from '#src/search/request';
import type { ListsDeps } from './lists-deps.ts';

type ArrangeDeps = Pick<ListsDeps, 'catalog' | 'records' | 'generation' | 'behaviour' | 'arranging' | 'weights'>;

/** The first items of a ranked list that may be shown, arranged as the request says, or else as configured. */
export function createArrangeLists(deps: ArrangeDeps) {
  const { catalog, records, generation, behaviour, arranging: configured, weights } = deps;
  return async <Ranked extends RankedItem>(
    ranked: readonly Ranked[],
    request: ListRequest & Pick<ListsDeps, 'weights'>,
  ): Promise<readonly Ranked[]> => {
    if (request.arranging?.caps?.length) {
      const asked = { filter: [], refine: [], facets: [], arranging: request.arranging };
      checkFields(asked, await generation().features.fields());
    }
    const { diversity, caps, popularityDiscount } = {
      ...(configured ?? AS_SCORED),
      ...request.arranging,
    };
    const live = popularityDiscount > 0 ? await behaviour.current() : undefined;
    const { availability } = listWeightsOf({ ...weights, ...request.weights });
    const there = await lessOfTheUnavailable(ranked, generation().features, availability);
    const wanted = live ? discountList(there, popularityIn(live), popularityDiscount) : there;
    const options = { catalog, filter: request.filter, group: request.group };
    if (diversity === 0 && caps.length === 0) return pick(wanted, records, { ...options, limit: request.limit });
    const pool = await pick(wanted, records, { ...options, limit: Math.max(request.limit, ARRANGED) });
    const found = await records.get(
      catalog,
      pool.slice(0, ARRANGED).map(({ id }) => id),
    );
    const items = new Map(found.flatMap((record) => (record ? [[record.item.id, record.item] as const] : [])));
    const arranged = await arrangeList(pool, {
      arranging: { diversity, caps },
      itemOf: (id) => items.get(id),
      vectors: (ids) => generation().vectors(ids),
    });
    return arranged.slice(0, request.limit);
  };
}

async function lessOfTheUnavailable<Ranked extends RankedItem>(
  ranked: readonly Ranked[],
  features: Features,
  weight: number,
): Promise<readonly Ranked[]> {
  if (weight === 0 || ranked.length === 0) return ranked;
  const ids = ranked.map(({ id }) => id);
  const known = await features.read(ids, { tokens: [], labels: ['availability'], numbers: ['stock'] });
  const shares = unavailability(known);
  const shareOf = new Map(known.ids.map((id, row) => [id, shares[row]!]));
  return lessUnavailable(ranked, (id) => shareOf.get(id) ?? 0, weight);
}

type Live = NonNullable<Awaited<ReturnType<ListsDeps['behaviour']['current']>>>;

function popularityIn({ behaviour: { model } }: Live): (id: string) => number {
  return (id) => {
    const item = model.items.indexOf(id);
    return item < 0 ? 0 : model.popularity[item]!;
  };
}
