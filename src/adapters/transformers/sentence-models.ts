import type { TextTower } from './towers.ts';

/** What a sentence model wants done to a text, and with its tokens' vectors. */
export type SentenceRecipe = Pick<TextTower, 'maxTokens' | 'pooling' | 'prefixes'>;

const NO_PREFIXES = { query: '', passage: '' };
const MEAN: SentenceRecipe = { maxTokens: 512, pooling: 'mean', prefixes: NO_PREFIXES };
const FIRST: SentenceRecipe = { maxTokens: 512, pooling: 'first', prefixes: NO_PREFIXES };
/** From the model card of bge v1.5: short queries to long passages want the instruction, passages never. */
const BGE_ENGLISH = { query: 'Represent this sentence for searching relevant passages: ', passage: '' };
const BGE_CHINESE = { query: '为这个句子生成表示以用于检索相关文章：', passage: '' };

/** By name, from the model cards; the first that matches. */
const RECIPES: readonly (readonly [name: RegExp, recipe: SentenceRecipe])[] = [
  [/e5.*instruct/iu, { ...MEAN, prefixes: { query: 'Instruct: Find the product\nQuery: ', passage: '' } }],
  [/(^|[-_/])e5[-_]/iu, { ...MEAN, prefixes: { query: 'query: ', passage: 'passage: ' } }],
  [/bge[-_]m3/iu, FIRST],
  [/bge.*[-_]zh/iu, { ...FIRST, prefixes: BGE_CHINESE }],
  [/bge/iu, { ...FIRST, prefixes: BGE_ENGLISH }],
  [/granite[-_]embedding/iu, FIRST],
  [/paraphrase-multilingual-minilm/iu, { ...MEAN, maxTokens: 128 }],
  [/minilm/iu, { ...MEAN, maxTokens: 256 }],
];

/**
 * The recipe of a model by its name, `owner/name` or a folder's; a name that says nothing gets the mean of its tokens.
 * `pooling` is what the model's own `1_Pooling/config.json` says, and wins; `maxTokens` is its tokeniser's limit.
 */
export function sentenceRecipe(
  name: string,
  own: { readonly pooling?: TextTower['pooling'] | undefined; readonly maxTokens?: number | undefined },
): SentenceRecipe {
  const known = RECIPES.find(([pattern]) => pattern.test(name))?.[1] ?? MEAN;
  return {
    ...known,
    pooling: own.pooling ?? known.pooling,
    maxTokens: Math.min(known.maxTokens, own.maxTokens ?? known.maxTokens),
  };
}
