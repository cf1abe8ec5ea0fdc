import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IndexDocument } from '#src/domain/document';
import type { Facet } from '#src/domain/facet';
import { foldValue } from '#src/domain/field-value';
import type { Filter } from '#src/domain/filter';
import type { Generation, Leg } from '#src/ports/generations';
import { aDocument, aManifest, unit } from '#test/support/index-documents';
import { openMemoryStore } from '#test/support/memory-generations';
import type { Bench } from './bench.ts';

/** Whatever is written, removed and asked, the store answers as the naive one does. */
export function describeAgreement(bench: Bench): void {
  const expectAgreement = async (naive: Generation, filters: readonly Filter[]) => {
    const { cosines, ...others } = await answers(bench.generation, filters);
    const { cosines: expected, ...otherExpected } = await answers(naive, filters);
    expect(others).toEqual(otherExpected);
    expect(cosines).toEqual(expected.map(([id, cosine]) => [id, expect.closeTo(cosine, 3)]));
  };

  it('agrees with the naive store on any filter', async () => {
    const naive = await (await openMemoryStore()).create(aManifest());
    const documents = Array.from({ length: 40 }, (_, i) => aDocument(`d${i}`, SHELF[i % SHELF.length]));
    await naive.write(documents);
    await bench.generation.write(documents.slice(0, 25));
    await bench.generation.optimise();
    await bench.generation.write(documents.slice(25));
    await fc.assert(
      fc.asyncProperty(fc.array(someFilter, { maxLength: 3 }), async (filters) => {
        await expectAgreement(naive, filters);
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with the naive store after any changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someChange, { maxLength: 8 }), someFilter, async (changes, filter) => {
        await bench.generation.remove(await bench.generation.sample(1000));
        const naive = await (await openMemoryStore()).create(aManifest());
        for (const change of changes) {
          if (change.kind === 'optimise') await bench.generation.optimise();
          else if (change.kind === 'reopen') await bench.reopen();
          else for (const generation of [naive, bench.generation]) await apply(change, generation);
        }
        await expectAgreement(naive, []);
        await expectAgreement(naive, [filter]);
      }),
      { numRuns: 10 },
    );
  });
}

const TITLES = ['red shoe', 'blue shoe', 'red red hat', 'sock'];
const COLOURS = ["o'red", 'Blue', 'x=y', '50% "off"', 'back\\slash', 'blue ', '靴'];
const FIELDS = ['colour', 'price', 'weight', 'a=b', 'none', "it's"];

/** Documents that have something of everything, and some that have nothing. */
const SHELF = Array.from({ length: 14 }, (_, i) => ({
  title: TITLES[i % 4]!,
  identifiers: [`id${i % 5}`],
  words: [Math.cos(i), Math.sin(i), i / 9, 1],
  looks: i % 3 === 0 ? [] : [[Math.cos(i), Math.sin(i), 0.1], ...(i % 3 === 1 ? [[0, Math.sin(i), 1]] : [])],
  values: {
    ...(i % 4 && { colour: COLOURS[i % COLOURS.length]! }),
    ...(i % 5 && { price: [5, 10, 10.5, -3][i % 4]! }),
    ...(i % 3 && { weight: i % 2 ? [String(i), '7'] : 'heavy' }),
    ...(i % 7 === 0 && { 'a=b': 'c', "it's": "x'y" }),
    ...(i % 7 === 1 && { a: 'b=c' }),
  },
}));

const someFilter: fc.Arbitrary<Filter> = fc
  .record({
    field: fc.constantFrom(...FIELDS, 'a'),
    negated: fc.boolean(),
    kind: fc.constantFrom('any' as const, 'range' as const, 'exists' as const),
    values: fc.array(fc.constantFrom(...COLOURS, '10', 'heavy', 'c', 'b=c', "x'y"), { minLength: 1, maxLength: 3 }),
    from: fc.option(fc.constantFrom(-5, 5, 7, 10.25), { nil: undefined }),
    to: fc.option(fc.constantFrom(-3, 7, 10, 11), { nil: undefined }),
  })
  .map(({ field, negated, kind, values, from, to }): Filter => {
    if (kind === 'any') return { field, negated, kind, values };
    if (kind === 'exists') return { field, negated, kind };
    return { field, negated, kind, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  });

type Change =
  | { readonly kind: 'write'; readonly documents: readonly IndexDocument[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'optimise' | 'reopen' };

const someId = fc.integer({ min: 0, max: 12 }).map((number) => `d${number}`);
const someDocument = fc
  .tuple(someId, fc.constantFrom(...SHELF), fc.integer({ min: 1, max: 1000 }))
  .map(([id, parts, sequence]) => aDocument(id, { ...parts, sequence, textHash: `h${sequence}` }));
const someChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('write' as const), documents: fc.array(someDocument, { maxLength: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), ids: fc.array(someId, { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'optimise' as const }, { kind: 'reopen' as const }) },
);

async function apply(change: Change, generation: Generation): Promise<void> {
  if (change.kind === 'write') await generation.write(change.documents);
  if (change.kind === 'remove') await generation.remove(change.ids);
}

const LEGS: readonly Leg[] = [
  {
    kind: 'lexical',
    query: {
      clauses: [
        {
          terms: [
            { token: 'red', weight: 1 },
            { token: 'shoe', weight: 2 },
          ],
          normalise: 'own-top',
        },
      ],
      combine: 'sum',
      mustNot: ['blue'],
    },
    depth: 100,
  },
  { kind: 'vector', space: 'words', vector: unit([1, 0.3, 0.2, 0.1]), depth: 100 },
  { kind: 'vector', space: 'looks', vector: unit([0.2, 1, 0.3]), depth: 100 },
  { kind: 'identifier', identifiers: ['id1', 'id3'], depth: 100 },
];

/** Everything that can be asked, in a form that does not depend on the order of equals. */
async function answers(generation: Generation, filter: readonly Filter[]) {
  const { features } = generation;
  const legs = await generation.retrieve(LEGS, filter);
  const facets = ['colour', 'price', 'weight', 'none'];
  const refine: Filter[] = [{ field: 'price', kind: 'range', from: 6, negated: false }];
  const browse = await features.browse({ filter, refine, facets, sort: { field: 'price', direction: 'desc' } });
  const ids = await browse.ids(0, 1000);
  const { documents, documentFrequencies, averageLengths } = await features.statistics(['red', 'shoe', 'hat']);
  return {
    sets: legs.map((leg) => [...leg.ids].sort()),
    cosines: legs
      .slice(1, 3)
      .flatMap(({ ids, scores }) => ids.map((id, i) => [id, scores[i]!] as const).sort(([a], [b]) => (a < b ? -1 : 1))),
    cut: legs.map(({ cut }) => cut),
    total: browse.total,
    ids,
    facets: browse.facets.map(comparable),
    statistics: [documents, documentFrequencies, averageLengths.map((length) => length.toFixed(6))],
    fields: await features.fields(),
    fingerprints: await generation.fingerprints(ids),
    vectors: new Map([...(await generation.vectors(ids))].map(([id, { text, pictures }]) => [id, [text, pictures]])),
  };
}

/** Equal values are shown in any of their forms, so equally frequent ones may stand in any order. */
function comparable(facet: Facet): unknown {
  if (!('values' in facet)) return facet;
  return { field: facet.field, values: facet.values.map(({ value, count }) => `${count} ${foldValue(value)}`).sort() };
}
