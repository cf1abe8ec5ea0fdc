import { type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import { countFacet, countValues } from '#src/domain/facet-count';
import { foldValue } from '#src/domain/field-value';
import { matchesAll } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';
import type { CandidateFeatures, Features, FieldProfile } from '#src/ports/features';

/** The naive features: every answer is computed from the documents as they are now. */
export function memoryFeatures(documents: ReadonlyMap<string, IndexDocument>): Features {
  const all = () => [...documents.values()];
  const frequency = (token: string) => all().filter((document) => count(document, token) > 0).length;
  return {
    statistics: async (tokens) => ({
      documents: documents.size,
      documentFrequencies: tokens.map(frequency),
      averageLengths: TEXT_FIELDS.map((field) => {
        const length = all().reduce((sum, { tokens }) => sum + tokens[field].length, 0);
        return documents.size === 0 ? 0 : length / documents.size;
      }),
    }),
    read: async (ids, { tokens }) =>
      candidateFeatures(
        ids.flatMap((id) => documents.get(id) ?? []),
        tokens,
      ),
    fields: async () => profiles(all()),
    browse: async ({ filter, refine, sort, facets }) => {
      const types = new Map(profiles(all()).map(({ field, type }) => [field, type]));
      const inScope = all().filter(({ values }) => matchesAll(filter, values));
      const passing = (field?: string) =>
        inScope.filter(({ values }) =>
          matchesAll(
            refine.filter((filter) => filter.field !== field),
            values,
          ),
        );
      const ids = ordered(
        inScope.filter(({ values }) => matchesAll(refine, values)),
        sort,
        types,
      ).map(({ id }) => id);
      return {
        total: ids.length,
        ids: async (offset, limit) => ids.slice(offset, offset + limit),
        facets: facets.flatMap((field) => {
          const rows = passing(field);
          const columns = candidateFeatures(rows, []);
          return countFacet(field, types.get(field) ?? 'text', [...rows.keys()], columns) ?? [];
        }),
      };
    },
    values: async (field, limit) => {
      const rows = all();
      const column = candidateFeatures(rows, []).labels(field);
      return countValues(field, column, [...rows.keys()], limit)?.values ?? [];
    },
    vocabulary: async function* () {
      const tokens = new Set(all().flatMap((document) => TEXT_FIELDS.flatMap((field) => document.tokens[field])));
      for (const token of tokens) yield [token, frequency(token)] as const;
    },
  };
}

function count({ tokens }: IndexDocument, token: string): number {
  return TEXT_FIELDS.flatMap((field) => tokens[field]).filter((own) => own === token).length;
}

function candidateFeatures(documents: readonly IndexDocument[], asked: readonly string[]): CandidateFeatures {
  const counts = documents.flatMap(({ tokens }) =>
    asked.flatMap((token) => TEXT_FIELDS.map((field) => tokens[field].filter((own) => own === token).length)),
  );
  const lengths = documents.flatMap(({ tokens }) => TEXT_FIELDS.map((field) => tokens[field].length));
  return {
    ids: documents.map(({ id }) => id),
    termCounts: Uint16Array.from(counts, (one) => Math.min(one, 65_535)),
    fieldLengths: Uint16Array.from(lengths, (one) => Math.min(one, 65_535)),
    labels: (field) => labelColumn(documents, field),
    numbers: (field) => Float64Array.from(documents, (document) => firstNumber(document, field)),
    titles: () => titleColumn(documents),
  };
}

function titleColumn(documents: readonly IndexDocument[]): LabelColumn {
  const rows = documents.map(({ tokens }) => [...new Set(tokens.title)]);
  const dictionary = [...new Set(rows.flat())];
  let end = 0;
  return {
    dictionary,
    offsets: Uint32Array.from([0, ...rows.map((row) => (end += row.length))]),
    codes: Uint32Array.from(rows.flat(), (token) => dictionary.indexOf(token)),
  };
}

function firstNumber({ values }: IndexDocument, field: string): number {
  return values.find((value) => value.field === field && value.number !== undefined)?.number ?? Number.NaN;
}

function labelColumn(documents: readonly IndexDocument[], field: string): LabelColumn {
  const shown = new Map<string, string>();
  const rows = documents.map(({ values }) => {
    const own = values.filter((value) => value.field === field);
    for (const { text } of own) if (!shown.has(foldValue(text))) shown.set(foldValue(text), text);
    return [...new Set(own.map(({ text }) => foldValue(text)))];
  });
  const codes = new Map([...shown.keys()].map((folded, code) => [folded, code]));
  let end = 0;
  return {
    dictionary: [...shown.values()],
    offsets: Uint32Array.from([0, ...rows.map((row) => (end += row.length))]),
    codes: Uint32Array.from(rows.flat(), (folded) => codes.get(folded)!),
  };
}

function profiles(documents: readonly IndexDocument[]): FieldProfile[] {
  const fields = new Set(documents.flatMap(({ values }) => values.map(({ field }) => field)));
  const found = [...fields].map((field): FieldProfile => {
    const own = documents.map(({ values }) => {
      const ofField = values.filter((value) => value.field === field);
      return [...new Map(ofField.map((value) => [foldValue(value.text), value])).values()];
    });
    const values = own.flat();
    const odd = values.filter(({ number }) => number === undefined || Number.isNaN(number)).length;
    const type = values.length - odd >= 0.95 * values.length ? 'number' : 'text';
    return {
      field,
      type,
      items: own.filter(({ length }) => length > 0).length,
      odd: type === 'number' ? odd : 0,
      distinct: new Set(values.map(({ text }) => foldValue(text))).size,
    };
  });
  return found.sort((a, b) => b.items - a.items || (a.field < b.field ? -1 : 1));
}

function ordered(
  documents: readonly IndexDocument[],
  sort: Sort | undefined,
  types: ReadonlyMap<string, 'text' | 'number'>,
): IndexDocument[] {
  const byId = (a: IndexDocument, b: IndexDocument) => (a.id < b.id ? -1 : 1);
  if (!sort) return documents.toSorted((a, b) => b.sequence - a.sequence || byId(a, b));
  const key = (document: IndexDocument): number | string | undefined => {
    const first = document.values.find(({ field }) => field === sort.field);
    if (types.get(sort.field) !== 'number') return first && foldValue(first.text);
    const number = firstNumber(document, sort.field);
    return Number.isNaN(number) ? undefined : number;
  };
  const sign = sort.direction === 'asc' ? 1 : -1;
  const present = documents.filter((document) => key(document) !== undefined);
  const compare = (a: IndexDocument, b: IndexDocument) =>
    key(a)! < key(b)! ? -sign : key(a)! > key(b)! ? sign : byId(a, b);
  return [...present.sort(compare), ...documents.filter((document) => key(document) === undefined).sort(byId)];
}
