import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDictionary } from '#src/adapters/qdrant/dictionary';
import { candidateFeatures } from '#src/adapters/qdrant/read';
import { makeRecord, readPictures } from '#src/adapters/qdrant/record';
import { lexicalVector } from '#src/adapters/qdrant/reweigh';
import { countTokens, documentVector } from '#src/adapters/qdrant/sparse';
import { type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { CandidateFeatures } from '#src/ports/features';
import { aDocument } from '#test/support/index-documents';
import { memoryFeatures } from '#test/support/memory-features';

/** What comes back when documents are stored and read again. */
function readBack(documents: readonly IndexDocument[], tokens: readonly string[]): CandidateFeatures {
  const dictionary = createDictionary();
  const stored = documents.map((document) => {
    const record = makeRecord(document, countTokens(document.tokens));
    return JSON.parse(JSON.stringify(record)) as typeof record;
  });
  const rows = stored.map(dictionary.encode);
  return candidateFeatures({ ids: stored.map(({ id }) => id), rows, dictionary }, tokens);
}

const someToken = fc.oneof(
  fc.constantFrom('red', 'a', 'a2', '=', '|1', '12', '"', '靴', '8x9 7/8', 'line\nbreak', 'back\\slash'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
);
const someTokens = fc.record(
  Object.fromEntries(TEXT_FIELDS.map((field) => [field, fc.array(someToken, { maxLength: 6 })])) as unknown as Record<
    (typeof TEXT_FIELDS)[number],
    fc.Arbitrary<string[]>
  >,
);
const FIELDS = ['colour', 'a=b', 'tab\there', 'line\nbreak', 'back\\slash', ''];
const someText = fc.oneof(
  fc.constantFrom('Red', 'RED', ' red ', 'a\tb', 'a\nb', '\\t', '\\', '='),
  fc.string({ unit: 'binary' }),
);
/** A number depends on field and folded text only. */
const someValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.record({ field: fc.constantFrom(...FIELDS), text: someText }),
  fc
    .record({ field: fc.constantFrom(...FIELDS), number: fc.double({ noNaN: true, noDefaultInfinity: true }) })
    .map(({ field, number }) => ({ field, text: String(number), number: Number(String(number)) })),
  fc
    .integer({ min: 0, max: 4e12 })
    .map((number) => ({ field: 'createdAt', text: new Date(number).toISOString(), number })),
);
const someDocuments = fc
  .array(fc.record({ tokens: someTokens, values: fc.array(someValue, { maxLength: 8 }) }), { maxLength: 4 })
  .map((parts) => parts.map((part, i): IndexDocument => ({ ...aDocument(`d${i}`), ...part })));

describe('records', () => {
  it('give back the features of any document, as the naive store reads them', async () => {
    await fc.assert(
      fc.asyncProperty(someDocuments, fc.uniqueArray(someToken, { maxLength: 4 }), async (documents, tokens) => {
        const read = readBack(documents, tokens);
        const naive = memoryFeatures(new Map(documents.map((document) => [document.id, document])));
        const expected = await naive.read(read.ids, { tokens, labels: [], numbers: [], titles: true });
        expect(read.termCounts).toEqual(expected.termCounts);
        expect(read.fieldLengths).toEqual(expected.fieldLengths);
        expect(titlesOf(read)).toEqual(titlesOf(expected));
        for (const field of [...FIELDS, 'createdAt', 'none']) {
          expect(read.labels(field)).toEqual(expected.labels(field));
          expect(read.numbers(field)).toEqual(expected.numbers(field));
        }
      }),
    );
  });

  it('give back the lexical vector that an item was written with', () => {
    fc.assert(
      fc.property(someTokens, (tokens) => {
        const document = { ...aDocument('1'), tokens };
        const counts = countTokens(tokens);
        const lengths = TEXT_FIELDS.map((field) => tokens[field].length);
        expect(lexicalVector(makeRecord(document, counts).tokens, 12)).toEqual(documentVector(counts, lengths, 12));
      }),
    );
  });

  it('saturate counts and lengths', () => {
    const title = Array.from({ length: 70_000 }, () => 'red');
    const read = readBack([{ ...aDocument('1'), tokens: { ...aDocument('1').tokens, title } }], ['red']);
    expect([read.termCounts[0], read.fieldLengths[0]]).toEqual([65_535, 65_535]);
  });

  it('keep numbers and hashes of pictures', () => {
    const pictures = [
      { number: 0, hash: 'a:b', vectors: {} },
      { number: 12, hash: '', vectors: {} },
    ];
    const record = makeRecord({ ...aDocument('1'), pictures }, new Map());
    expect(readPictures(record.pictures)).toEqual([
      { number: 0, hash: 'a:b' },
      { number: 12, hash: '' },
    ]);
  });
});

/** The tokens of each title, in order. */
function titlesOf(features: CandidateFeatures): string[][] {
  const { dictionary, offsets, codes } = features.titles();
  return features.ids.map((_, row) =>
    [...codes.slice(offsets[row], offsets[row + 1])].map((code) => dictionary[code]!).sort(),
  );
}
