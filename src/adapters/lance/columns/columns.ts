import { type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import { VitrineError } from '#src/errors';
import { withRoom } from './growable.ts';
import { createIdentifierBits, hashIdentifiers, markIdentifiers } from './identifier-hash.ts';
import { countLabels, createLabelDictionary, encodeValues, type LabelDictionary } from './label-dictionary.ts';
import { createRagged, type Ragged, rowOf, setRow } from './ragged.ts';
import { encodeEntries, forEachEntry, MOST_TOKENS } from './token-entries.ts';

/** What of a document the columns keep. */
export type ColumnDocument = Pick<IndexDocument, 'id' | 'sequence' | 'tokens' | 'identifiers' | 'values'>;

/**
 * The features of all items of a generation, in memory. An item has a row; a row belongs to one id for as long as the
 * process lives, also after the item was removed, so lists of rows stay valid while items change.
 */
export interface Columns {
  readonly ids: string[];
  readonly rows: Map<string, number>;
  /** 1 for rows whose item is there. */
  alive: Uint8Array;
  /** Items that are there. */
  count: number;
  sequences: Float64Array;
  /** Shape [row][TEXT_FIELDS], tokens. */
  fieldLengths: Uint32Array;
  /** Sums of `fieldLengths` over the items that are there. */
  readonly lengthSums: Float64Array;
  readonly tokenTexts: string[];
  readonly tokenCodes: Map<string, number>;
  /** Items that hold the token, by token. */
  documentFrequencies: Uint32Array;
  /** See token-entries.ts. */
  readonly tokens: Ragged;
  readonly labels: Ragged;
  readonly dictionary: LabelDictionary;
  /** See identifier-hash.ts. */
  readonly identifiers: Ragged;
  readonly identifierBits: Uint8Array;
  /** Rises with every change. */
  version: number;
  /** Called with each row that changes. */
  onChange: (row: number) => void;
}

export function createColumns(): Columns {
  return {
    ids: [],
    rows: new Map(),
    alive: new Uint8Array(0),
    count: 0,
    sequences: new Float64Array(0),
    fieldLengths: new Uint32Array(0),
    lengthSums: new Float64Array(TEXT_FIELDS.length),
    tokenTexts: [],
    tokenCodes: new Map(),
    documentFrequencies: new Uint32Array(0),
    tokens: createRagged(),
    labels: createRagged(),
    dictionary: createLabelDictionary(),
    identifiers: createRagged(),
    identifierBits: createIdentifierBits(),
    version: 0,
    onChange: () => {},
  };
}

/** Adds the item or replaces it; answers its row. */
export function putDocument(columns: Columns, document: ColumnDocument): number {
  const row = columns.rows.get(document.id) ?? addRow(columns, document.id);
  if (columns.alive[row]) countRow(columns, row, -1);
  setRow(
    columns.tokens,
    row,
    encodeEntries(document.tokens, (token) => tokenCode(columns, token)),
  );
  setRow(columns.labels, row, encodeValues(columns.dictionary, document.values));
  const identifiers = hashIdentifiers(document.identifiers);
  setRow(columns.identifiers, row, identifiers);
  markIdentifiers(columns.identifierBits, identifiers);
  columns.sequences[row] = document.sequence;
  for (const [field, name] of TEXT_FIELDS.entries()) {
    columns.fieldLengths[row * TEXT_FIELDS.length + field] = document.tokens[name].length;
  }
  columns.alive[row] = 1;
  countRow(columns, row, 1);
  columns.version++;
  columns.onChange(row);
  return row;
}

/** Removes the item; answers its row, or undefined when it was not there. */
export function removeDocument(columns: Columns, id: string): number | undefined {
  const row = columns.rows.get(id);
  if (row === undefined || !columns.alive[row]) return undefined;
  countRow(columns, row, -1);
  columns.alive[row] = 0;
  for (const ragged of [columns.tokens, columns.labels, columns.identifiers]) setRow(ragged, row, []);
  columns.version++;
  columns.onChange(row);
  return row;
}

function addRow(columns: Columns, id: string): number {
  const row = columns.ids.push(id) - 1;
  columns.rows.set(id, row);
  columns.alive = withRoom(columns.alive, row + 1);
  columns.sequences = withRoom(columns.sequences, row + 1);
  columns.fieldLengths = withRoom(columns.fieldLengths, (row + 1) * TEXT_FIELDS.length);
  return row;
}

function tokenCode(columns: Columns, token: string): number {
  const known = columns.tokenCodes.get(token);
  if (known !== undefined) return known;
  const code = columns.tokenTexts.push(token) - 1;
  if (code >= MOST_TOKENS) {
    throw new VitrineError(
      'invalid_item',
      `The catalog has more than ${MOST_TOKENS} different words. Split it in two.`,
    );
  }
  columns.tokenCodes.set(token, code);
  columns.documentFrequencies = withRoom(columns.documentFrequencies, code + 1);
  return code;
}

/** Counts a row's content in (`by` = 1) or out (-1). */
export function countRow(columns: Columns, row: number, by: 1 | -1): void {
  const { tokens, documentFrequencies, fieldLengths, lengthSums } = columns;
  columns.count += by;
  const start = tokens.starts[row]!;
  const seen = new Set<number>();
  forEachEntry({ data: tokens.data, start, end: start + tokens.lengths[row]! }, (token) => seen.add(token));
  for (const token of seen) documentFrequencies[token]! += by;
  for (let field = 0; field < TEXT_FIELDS.length; field++) {
    lengthSums[field]! += by * fieldLengths[row * TEXT_FIELDS.length + field]!;
  }
  countLabels(columns.dictionary, rowOf(columns.labels, row), by);
}
