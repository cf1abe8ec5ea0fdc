import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import type { Columns } from './columns.ts';
import { fieldOf, isFollowed, tokenOf } from './token-entries.ts';

const TITLE = TEXT_FIELDS.indexOf('title');

/** The different tokens of each title, encoded anew with those that the rows have. The entries of a title are the first of a row. */
export function copyTitles({ tokens, tokenTexts }: Columns, rows: ArrayLike<number>): LabelColumn {
  const { data, starts, lengths } = tokens;
  const dictionary: string[] = [];
  const codes: number[] = [];
  const offsets = new Uint32Array(rows.length + 1);
  const localCodes = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const start = starts[rows[i]!]!;
    const end = start + lengths[rows[i]!]!;
    for (let at = start; at < end && fieldOf(data[at]!) === TITLE; at++) {
      const token = tokenOf(data[at]!);
      let code = localCodes.get(token);
      if (code === undefined) {
        code = dictionary.push(tokenTexts[token]!) - 1;
        localCodes.set(token, code);
      }
      codes.push(code);
      if (isFollowed(data[at]!)) at++;
    }
    offsets[i + 1] = codes.length;
  }
  return { dictionary, offsets, codes: Uint32Array.from(codes) };
}
