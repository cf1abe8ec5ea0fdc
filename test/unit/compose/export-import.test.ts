import { expect, it } from 'vitest';
import { createRecord } from '#indexers/record';
import { createExportImport } from '#src/compose/export-import';
import type { Chunk } from '#src/compose/transfer';
import { VitrineError } from '#src/errors';
import { createMemoryFiles } from '#test/support/memory-files';
import { createMemoryState } from '#test/support/memory-state';

it('says how to go on when an import is interrupted while indexes are built: the place is no longer empty', async () => {
  const state = createMemoryState();
  const { import: take } = createExportImport({
    config: { catalog: 'shop', dataDir: '/data' },
    state,
    createFiles: () => createMemoryFiles({}),
    catalogs: {
      reindex: async () => {
        throw new VitrineError('interrupted', 'The same command goes on from there.');
      },
    },
  });
  async function* chunks(): AsyncGenerator<Chunk> {
    const record = createRecord({ kind: 'product', attributes: {}, id: '1', title: 'shoe' }, []);
    yield { catalog: 'shop', kind: 'records', rows: [{ ...record, deleted: false }] };
  }
  await expect(take(chunks(), {})).rejects.toMatchObject({
    code: 'interrupted',
    message: expect.stringContaining('vitrine reindex --catalog shop'),
  });
  expect(await state.records.count('shop')).toBe(1);
});
