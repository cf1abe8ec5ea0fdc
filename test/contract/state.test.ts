import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { createMemoryState } from '#test/support/memory-state';
import { describeStateStore } from './state.ts';

describeStateStore('in memory', async () => createMemoryState());

const folder = await mkdtemp(join(tmpdir(), 'vitrine-state-'));
const openFile = () => openSqliteState({ path: join(folder, 'state.db') });
describeStateStore('libsql', openFile, { openBeside: openFile });
afterAll(() => rm(folder, { recursive: true }));
