import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import type { Columns } from './columns.ts';
import { fieldOf, isFollowed, tokenOf } from './token-entries.ts';

const TITLE = TEXT_FIELDS.indexOf('title');

/** The different tokens of each title, encoded anew with those that the rows have. The entries of a title are the first of a row. */
export function copyTitles({ tokens, tokenTexts }: Columns, rows: ArrayLike<number>): LabelColumn {
  const { data, starts, lengths } = tokens;
  const dictionary: string[] = [];
  let most = 0;
  for (let i = 0; i < rows.length; i++) most += lengths[rows[i]!]!;
  const codes = new Uint32Array(most);
  const offsets = new Uint32Array(rows.length + 1);
  /** By code of the columns: 1 + the code here, 0 for what was not seen yet. */
  const localCodes = new Uint32Array(tokenTexts.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const start = starts[rows[i]!]!;
    const end = start + lengths[rows[i]!]!;
    for (let at = start; at < end && fieldOf(data[at]!) === TITLE; at++) {
      const token = tokenOf(data[at]!);
      if (localCodes[token] === 0) localCodes[token] = dictionary.push(tokenTexts[token]!);
      codes[count++] = localCodes[token]! - 1;
      if (isFollowed(data[at]!)) at++;
    }
    offsets[i + 1] = count;
  }
  return { dictionary, offsets, codes: codes.subarray(0, count) };
}
