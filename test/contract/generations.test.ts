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
