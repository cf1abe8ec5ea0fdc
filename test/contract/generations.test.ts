import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openLanceStore } from '#src/adapters/lance/store';
import { openMemoryStore } from '#test/support/memory-generations';
import { describeGenerationStore } from './generations.ts';

const disk = new Map();
describeGenerationStore('generations in memory', () => openMemoryStore(disk));

const dir = mkdtempSync(join(tmpdir(), 'vitrine-lance-'));
afterAll(() => rmSync(dir, { recursive: true }));
describeGenerationStore('generations in Lance', () => openLanceStore({ dir }));

/** Sizes so small that tables and indexes come in at once. */
const tuning = {
  leastIndexedFloats: 1,
  leastShareWorthIndexing: 0,
  mostFreshFloats: 60,
  mostHeldNumbers: 12,
  pendingBeforeFlush: 3,
  longLogBytes: 3000,
};
const smallDir = mkdtempSync(join(tmpdir(), 'vitrine-lance-'));
afterAll(() => rmSync(smallDir, { recursive: true }));
describeGenerationStore('generations in Lance, little in memory', () => openLanceStore({ dir: smallDir, tuning }));
