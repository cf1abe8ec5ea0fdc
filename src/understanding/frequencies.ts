/** In how many items each token is. */
export type DocumentFrequencies = (tokens: readonly string[]) => Promise<readonly number[]>;

/** In how many items a token is; 0 for one that was not asked for. */
export type Frequency = (token: string) => number;

/** Asks for all at once, each only once. */
export async function lookUp(tokens: readonly string[], documentFrequencies: DocumentFrequencies): Promise<Frequency> {
  const asked = [...new Set(tokens)];
  const frequencies = asked.length > 0 ? await documentFrequencies(asked) : [];
  const known = new Map(asked.map((token, index) => [token, frequencies[index]!]));
  return (token) => known.get(token) ?? 0;
}
