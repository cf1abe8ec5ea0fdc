import { TEXT_FIELDS, type TextField } from '#src/domain/document';

/*
 * How often a token stands in a field of an item, in one number: token code (26 bits), field (3), count (3).
 * A count above 6 is written as 7 and follows in a number of its own.
 */
const COUNT_BITS = 3;
const FIELD_BITS = 3;
const FOLLOWS = 7;

export const tokenOf = (entry: number): number => entry >>> (COUNT_BITS + FIELD_BITS);
export const fieldOf = (entry: number): number => (entry >>> COUNT_BITS) & 7;
/** Whether the count follows in a number of its own. */
export const isFollowed = (entry: number): boolean => (entry & FOLLOWS) === FOLLOWS;

/** Greatest number of different tokens of a generation. */
export const MOST_TOKENS = 2 ** 26;

/** The entries of an item's fields in their order, tokens as codes. */
export function encodeEntries(
  tokens: Readonly<Record<TextField, readonly string[]>>,
  codeOf: (token: string) => number,
): number[] {
  const entries: number[] = [];
  for (const [field, name] of TEXT_FIELDS.entries()) {
    const counts = new Map<number, number>();
    for (const token of tokens[name]) {
      const code = codeOf(token);
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    for (const [code, count] of counts) {
      const entry = ((code << (COUNT_BITS + FIELD_BITS)) | (field << COUNT_BITS) | Math.min(count, FOLLOWS)) >>> 0;
      entries.push(entry);
      if (count >= FOLLOWS) entries.push(count);
    }
  }
  return entries;
}

/** Where the entries of a row are: `data[start]` up to `data[end]`. */
export interface EntryRange {
  readonly data: Uint32Array;
  readonly start: number;
  readonly end: number;
}

/** Calls for each token and field of an item. */
export function forEachEntry(
  { data, start, end }: EntryRange,
  visit: (token: number, field: number, count: number, at: number) => void,
): void {
  for (let at = start; at < end; at++) {
    const entry = data[at]!;
    const short = entry & FOLLOWS;
    visit(tokenOf(entry), fieldOf(entry), short === FOLLOWS ? data[at + 1]! : short, at);
    if (short === FOLLOWS) at++;
  }
}

/** The same entries with other token codes. */
export function recodeEntries(data: Uint32Array, newCodes: Uint32Array): Uint32Array {
  const recoded = data.slice();
  forEachEntry({ data, start: 0, end: data.length }, (token, field, count, at) => {
    const short = Math.min(count, FOLLOWS);
    recoded[at] = (newCodes[token]! << (COUNT_BITS + FIELD_BITS)) | (field << COUNT_BITS) | short;
  });
  return recoded;
}
