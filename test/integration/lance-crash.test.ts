import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLanceStore } from '#src/adapters/lance/store';
import type { Generation, Leg } from '#src/ports/generations';
import { aManifest, unit } from '#test/support/index-documents';
import { lastBeforeKill } from '#test/support/killed-writer';
import { changeOf, documentsAfter, SMALL_TUNING } from '#test/support/numbered-changes';

const dir = mkdtempSync(join(tmpdir(), 'vitrine-crash-'));
afterAll(() => rmSync(dir, { recursive: true }));

const ALL = 1000;
const LEGS: readonly Leg[] = [
  {
    kind: 'lexical',
    query: { clauses: [{ terms: [{ token: 'common', weight: 1 }], normalise: 'none' }], combine: 'sum', mustNot: [] },
    depth: ALL,
  },
  { kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: ALL },
  { kind: 'vector', space: 'looks', vector: unit([1, 0, 0]), depth: ALL },
];

/** Everything that the generation says of itself agrees with the documents that should be there. */
async function expectDocuments(generation: Generation, sequence: number): Promise<void> {
  const documents = documentsAfter(sequence);
  const ids = [...documents.keys()].sort();
  for (const leg of await generation.retrieve(LEGS, [])) expect([...leg.ids].sort()).toEqual(ids);
  expect(await generation.count()).toBe(ids.length);
  expect((await generation.features.statistics(['common'])).documentFrequencies).toEqual([ids.length]);
  const fingerprints = await generation.fingerprints(ids);
  expect(ids.map((id) => fingerprints.get(id)?.textHash)).toEqual(ids.map((id) => documents.get(id)!.textHash));
  const { numbers } = await generation.features.read(ids, { tokens: [], labels: [], numbers: ['number'] });
  expect([...numbers('number')]).toEqual(ids.map((id) => documents.get(id)!.sequence));
}

describe('a generation whose process is killed', () => {
  it.each([
    ['create', 3],
    ['open', 57],
    ['open', 101],
    ['open', 20],
  ] as const)('opens with all that was committed, and takes the rest again (%s, %i changes)', async (mode, count) => {
    const committed = await lastBeforeKill({ script: 'lance-writer-process.ts', argv: [dir, mode], lines: count });
    const store = await openLanceStore({ dir, tuning: SMALL_TUNING });
    const generation = await store.open(aManifest());
    const applied = generation.appliedSequence;
    expect(applied).toBeGreaterThanOrEqual(committed);
    // The change after the last commit may be there or not: applying it again must lead to the same.
    const { id, document } = changeOf(applied + 1);
    if (document) await generation.write([document]);
    else await generation.remove([id]);
    await generation.commit(applied + 1);
    await expectDocuments(generation, applied + 1);
    await generation.optimise();
    await expectDocuments(generation, applied + 1);
    await generation.close();
    await store.close();
  });
});
