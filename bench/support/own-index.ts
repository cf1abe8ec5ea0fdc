import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexReport } from '#indexers/report';
import { runIndex } from '#indexers/run';
import { openWriter, type Writer } from '#indexers/writer';
import { createFiles } from '#src/adapters/files/files';
import { openLanceStore } from '#src/adapters/lance/store';
import { openSqliteState } from '#src/adapters/sqlite/state';
import type { Encoders } from '#src/ports/encoders';
import type { RecordStore } from '#src/ports/records';

/** A catalog in a temporary folder, with encoders as they are given. */
export interface OwnIndex {
  readonly dir: string;
  readonly writer: Writer;
  readonly records: RecordStore;
  index(feed: string, more?: { readonly prune?: boolean }): Promise<IndexReport>;
  /** Removes the folder. */
  close(): Promise<void>;
}

export async function openOwnIndex(encoders: Encoders): Promise<OwnIndex> {
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const state = await openSqliteState({ path: join(dir, 'state.db') });
  const store = await openLanceStore({ dir: join(dir, 'generations') });
  const files = createFiles({ cwd: dir });
  const writer = await openWriter({ catalog: 'bench', state, store, encoders, files, now: Date.now });
  const options = { catalog: 'bench', cwd: dir, format: 'jsonl', map: {}, set: {}, onError: 'stop' } as const;
  return {
    dir,
    writer,
    records: state.records,
    index: (feed, { prune = false } = {}) =>
      runIndex(
        { writer, records: state.records, files },
        { ...options, sources: [feed], prune, yes: false, check: false },
      ),
    close: async () => {
      await writer.close();
      await store.close();
      await state.close();
      rmSync(dir, { recursive: true });
    },
  };
}
