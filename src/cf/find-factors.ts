import { ALS, type AlsOptions, type Factors, trainAls } from './als.ts';
import { type ColdStartOptions, predictColdFactors, projectRows } from './cold-start.ts';
import { alignFactors, type ImportedFactors } from './imported-factors.ts';
import type { Interactions } from './interactions.ts';
import { keptFactors } from './kept-parts.ts';
import type { CfModel, ModelFacts } from './model.ts';
import { drawRows, rowCounts, type SparseMatrix, transpose } from './sparse.ts';

export interface FactorOptions {
  readonly als?: AlsOptions;
  /** Pairs that ALS learns from, about: of more, those of every n-th user, and the users get no factors. Default all. */
  readonly factorPairs?: number;
  /** Used in place of ALS; `als` must then say the λ and α that they were trained with, for folding in. */
  readonly imported?: ImportedFactors;
  /** A model of before: what is not learned anew is taken from it, with its λ and α. */
  readonly keep?: CfModel;
  readonly coldStart?: ColdStartOptions;
  readonly onStep?: (step: string) => void;
}

/** Dimensions that terms are projected to for predicting factors. */
const COLD_WIDTH = 256;

/** Factors that came along, are kept of the model before, or are learned if wanted, with the λ and α of their training. */
export function findFactors(
  interactions: Interactions,
  content: SparseMatrix | undefined,
  isWanted: boolean,
  { imported, keep, als = {}, coldStart, factorPairs, onStep = () => {} }: FactorOptions,
): { readonly factors: Factors | undefined; readonly als: ModelFacts['als'] } {
  const before = !imported && !isWanted && keep?.factors ? keep : undefined;
  const { regularisation, confidence } = { ...ALS, ...(before ? before.about.als : als) };
  const given = imported ?? (before && keptFactors(before));
  const settings = { regularisation, confidence };
  if (given) return { als: settings, factors: importedFactors(given, interactions, content, coldStart) };
  if (!isWanted) return { als: settings, factors: undefined };
  onStep('als');
  return { als: settings, factors: learnedFactors(interactions.byUser, content, { als, coldStart, factorPairs }) };
}

/** Items that came without factors get those that their content predicts. */
function importedFactors(
  imported: ImportedFactors,
  interactions: Interactions,
  content: SparseMatrix | undefined,
  options: ColdStartOptions = {},
): Factors {
  const factors = alignFactors(imported, interactions);
  if (!content || content.columns === 0) return factors;
  const given = new Set(imported.items.ids);
  const isKnown = Uint8Array.from(interactions.items.ids, (id) => (given.has(id) ? 1 : 0));
  const items = predictColdFactors(projectRows(content, COLD_WIDTH), factors.items, isKnown, {
    ...options,
    minUsers: 1,
  });
  return { ...factors, items };
}

/** Items of too few users among those that ALS learned from get what their content predicts. */
function learnedFactors(
  byUser: SparseMatrix,
  content: SparseMatrix | undefined,
  {
    als,
    coldStart,
    factorPairs = Infinity,
  }: { [Name in 'als' | 'coldStart' | 'factorPairs']: FactorOptions[Name] | undefined },
): Factors {
  const drawn = drawRows(byUser, factorPairs);
  const { factors, items, users } = trainAls(drawn, als);
  const ofUsers = drawn === byUser ? users : new Float32Array(0);
  if (!content || content.columns === 0) return { factors, items, users: ofUsers };
  const counts = rowCounts(transpose(drawn));
  const predicted = predictColdFactors(projectRows(content, COLD_WIDTH), items, counts, coldStart);
  return { factors, items: predicted, users: ofUsers };
}
