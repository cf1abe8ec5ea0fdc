import type { CandidateFeatures } from '#src/ports/features';
import type { PastItems } from './interests.ts';

/** What the spread of a shopper's prices is taken to be before any is known: a factor of two either way. */
const PRIOR_SPREAD = Math.LN2;
/** Items that this is worth. */
const PRIOR_ITEMS = 2;

/**
 * By candidate how near its price is to what the shopper pays, 0..1: exp(−(ln p − μ)² / 2σ²) with μ and σ the weighted
 * mean and spread of the logarithms of past prices, σ held towards a factor of two while few are known. NaN without a
 * price above 0; undefined when no past item has one.
 */
export function priceFit(
  candidates: Pick<CandidateFeatures, 'numbers'>,
  {
    features: past,
    weights,
  }: { readonly features: Pick<CandidateFeatures, 'numbers'>; readonly weights: PastItems['weights'] },
): Float64Array | undefined {
  const logs = past.numbers('price').map(logOf);
  const known = [...logs.keys()].filter((row) => !Number.isNaN(logs[row]!));
  const total = known.reduce((sum, row) => sum + weights[row]!, 0);
  if (!(total > 0)) return undefined;
  const mean = (of: (row: number) => number) => known.reduce((sum, row) => sum + weights[row]! * of(row), 0) / total;
  const mu = mean((row) => logs[row]!);
  const variance = mean((row) => (logs[row]! - mu) ** 2);
  const spread = (known.length * variance + PRIOR_ITEMS * PRIOR_SPREAD ** 2) / (known.length + PRIOR_ITEMS);
  return candidates.numbers('price').map((price) => Math.exp(-((logOf(price) - mu) ** 2) / (2 * spread)));
}

function logOf(price: number): number {
  return price > 0 ? Math.log(price) : Number.NaN;
}
