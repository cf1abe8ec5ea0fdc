import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import { type Dictionary, PLACE_BITS, type Row, TOKENS_START, VALUES_START } from './dictionary.ts';

const TITLE = TEXT_FIELDS.indexOf('title');

/** The different tokens of each title. */
export function titleColumn(rows: readonly Row[], { tokens }: Dictionary): LabelColumn {
  const shown: string[] = [];
  /** By code of a token: 1 + its place in `shown`, 0 for what was not seen yet. */
  const placeOf = new Uint32Array(tokens.length);
  const codes: number[] = [];
  const offsets = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const end = row[VALUES_START]!;
    for (let at = TOKENS_START; at < end; at += 2) {
      if ((row[at]! & ((1 << PLACE_BITS) - 1)) !== TITLE) continue;
      const token = row[at]! >>> PLACE_BITS;
      if (placeOf[token] === 0) placeOf[token] = shown.push(tokens[token]!);
      codes.push(placeOf[token]! - 1);
    }
    offsets[i + 1] = codes.length;
  }
  return { dictionary: shown, offsets, codes: Uint32Array.from(codes) };
}
