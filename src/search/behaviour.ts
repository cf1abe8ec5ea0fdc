import type { History } from '#src/cf/history';
import type { SearchRequest } from '#src/domain/query';
import type { Behaviour } from '#src/ranking/behaviour';
import type { Signal } from '#src/ranking/fuse';
import type { SignalWeights } from '#src/ranking/weights';

/** What is known of shoppers when a search is answered. */
export interface BehaviourView {
  readonly behaviour: Behaviour;
  /** Of the shopper who asks; empty for somebody unknown. */
  readonly history: History;
  /** Whether shoppers of this catalog often buy an item again. */
  readonly buysAgain: boolean;
}

export interface BehaviourSource {
  /** Undefined while nothing is trained. With `personalise` off the history is empty. */
  view(request: Pick<SearchRequest, 'user' | 'session' | 'personalise'>): Promise<BehaviourView | undefined>;
}

/** The signals of behaviour over the candidates. */
export function behaviourSignals(
  view: BehaviourView,
  request: Pick<SearchRequest, 'owned'>,
  ids: readonly string[],
  weights: SignalWeights,
): Signal[] {
  const heard = boostsOwned(view, request) ? weights : { ...weights, owned: 0 };
  return view.behaviour.signals(ids, view.history, heard);
}

/** Whether what a shopper bought lately is lifted: as the request says, or as shoppers of the catalog do. */
export function boostsOwned(
  { buysAgain }: Pick<BehaviourView, 'buysAgain'>,
  { owned }: Pick<SearchRequest, 'owned'>,
): boolean {
  return owned === undefined ? buysAgain : owned === 'boost';
}
