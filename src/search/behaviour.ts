import type { History } from '#src/cf/history';
import type { QueryPlan, SearchRequest } from '#src/domain/query';
import type { Behaviour } from '#src/ranking/behaviour';
import type { Signal } from '#src/ranking/fuse';
import { BEHAVIOUR_WEIGHTS, type SignalWeights } from '#src/ranking/weights';
import type { Candidates } from './candidates.ts';

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

/** From so many candidates with all the words on, words say little about which of them is wanted. */
const BROAD = 60;

/** The signals of behaviour over the candidates, by how much the words leave open. */
export function behaviourSignals(
  { behaviour, history, buysAgain }: BehaviourView,
  { owned }: Pick<SearchRequest, 'owned'>,
  plan: QueryPlan,
  { features, statistics, tokens }: Candidates,
): Signal[] {
  const weights =
    BEHAVIOUR_WEIGHTS[matching(plan, tokens, statistics.documentFrequencies) >= BROAD ? 'broad' : 'narrow'];
  const isBoosted = owned === undefined ? buysAgain : owned === 'boost';
  const counting: SignalWeights = isBoosted ? weights : { ...weights, owned: 0 };
  return behaviour.signals(features.ids, history, counting);
}

/** At most so many items have all the words that the catalog knows: those of the rarest. */
function matching({ words }: QueryPlan, tokens: readonly string[], documentFrequencies: ArrayLike<number>): number {
  const frequencies = words.flatMap(({ alternatives }) => {
    const most = Math.max(
      ...alternatives.map((alternative) =>
        Math.min(...alternative.map((token) => documentFrequencies[tokens.indexOf(token)] ?? 0)),
      ),
    );
    return most > 0 ? [most] : [];
  });
  return frequencies.length === 0 ? 0 : Math.min(...frequencies);
}
