import { TEXT_FIELDS, type TextField } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';

/** A document as tests write it: the tokens of some of its fields. */
export type TestDocument = Partial<Record<TextField, readonly string[]>>;

/** Features of all documents for the tokens; row i is document i. */
export function featuresOf(documents: readonly TestDocument[], tokens: readonly string[]): CandidateFeatures {
  const width = TEXT_FIELDS.length;
  const termCounts = new Uint16Array(documents.length * tokens.length * width);
  const fieldLengths = new Uint16Array(documents.length * width);
  for (const [row, document] of documents.entries()) {
    for (const [f, field] of TEXT_FIELDS.entries()) {
      const own = document[field] ?? [];
      fieldLengths[row * width + f] = own.length;
      for (const [index, token] of tokens.entries()) {
        termCounts[(row * tokens.length + index) * width + f] = own.filter((word) => word === token).length;
      }
    }
  }
  const none = () => new Float64Array(documents.length).fill(Number.NaN);
  const noLabels = () => ({
    dictionary: [],
    offsets: new Uint32Array(documents.length + 1),
    codes: new Uint32Array(0),
  });
  const ids = documents.map((_, row) => `d${row}`);
  const titles = () => titlesOf(documents.map(({ title = [] }) => title));
  return { ids, termCounts, fieldLengths, labels: noLabels, numbers: none, titles };
}

/** The different tokens of each title, as a store would give them. */
export function titlesOf(titles: readonly (readonly string[])[]): LabelColumn {
  const rows = titles.map((title) => [...new Set(title)]);
  const dictionary = [...new Set(rows.flat())];
  const offsets = Uint32Array.from({ length: rows.length + 1 }, (_, row) => rows.slice(0, row).flat().length);
  return { dictionary, offsets, codes: Uint32Array.from(rows.flat(), (token) => dictionary.indexOf(token)) };
}

/** Statistics of a catalog that holds nothing but these documents. */
export function statisticsOf(documents: readonly TestDocument[], tokens: readonly string[]): LexicalStatistics {
  const has = (document: TestDocument, token: string) => TEXT_FIELDS.some((field) => document[field]?.includes(token));
  const length = (field: TextField) => documents.reduce((sum, document) => sum + (document[field]?.length ?? 0), 0);
  return {
    documents: documents.length,
    documentFrequencies: tokens.map((token) => documents.filter((document) => has(document, token)).length),
    averageLengths: TEXT_FIELDS.map((field) => length(field) / Math.max(1, documents.length)),
  };
}
