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
  { behaviour, history, buysAgain }: BehaviourView,
  { owned }: Pick<SearchRequest, 'owned'>,
  ids: readonly string[],
  weights: SignalWeights,
): Signal[] {
  const isBoosted = owned === undefined ? buysAgain : owned === 'boost';
  return behaviour.signals(ids, history, isBoosted ? weights : { ...weights, owned: 0 });
}
