/** What of a tokeniser is used. */
export interface Tokenizer {
  encode(text: string, options?: { add_special_tokens?: boolean }): number[];
}

export interface TokenBatch {
  readonly count: number;
  readonly length: number;
  /** Shape [count][length]. */
  readonly ids: BigInt64Array;
  /** Shape [count][length], 1 for a token and 0 for padding. */
  readonly mask: BigInt64Array;
}

export interface Padding {
  readonly length: number | 'longest';
  readonly token: number;
  readonly side: 'left' | 'right';
}

/**
 * Text → token ids, at most `maxTokens`. The library cuts a long text after its special tokens were added and so loses
 * the one that ends it, which CLIP and SigLIP take the text's vector from; here the text is cut and the end kept.
 */
export function createTokenCutter(tokenizer: Tokenizer, maxTokens: number): (text: string) => number[] {
  const after = tokensAfterText(tokenizer);
  return (text) => {
    const ids = tokenizer.encode(text);
    if (ids.length <= maxTokens) return ids;
    return [...ids.slice(0, maxTokens - after), ...ids.slice(ids.length - after)];
  };
}

/** Texts of different lengths → one rectangle. */
export function padTokens(texts: readonly (readonly number[])[], { length, token, side }: Padding): TokenBatch {
  const width = length === 'longest' ? Math.max(...texts.map((ids) => ids.length)) : length;
  const ids = new BigInt64Array(texts.length * width).fill(BigInt(token));
  const mask = new BigInt64Array(texts.length * width);
  texts.forEach((text, row) => {
    const start = row * width + (side === 'left' ? width - text.length : 0);
    text.forEach((id, i) => {
      ids[start + i] = BigInt(id);
      mask[start + i] = 1n;
    });
  });
  return { count: texts.length, length: width, ids, mask };
}

/** How many special tokens follow a text. */
function tokensAfterText(tokenizer: Tokenizer): number {
  const bare = tokenizer.encode('a', { add_special_tokens: false });
  const whole = tokenizer.encode('a');
  const before = whole.findIndex((_, start) => bare.every((id, i) => whole[start + i] === id));
  return whole.length - Math.max(before, 0) - bare.length;
}
