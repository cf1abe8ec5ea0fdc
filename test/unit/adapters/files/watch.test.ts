import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchSources } from '#src/adapters/files/watch';

let cwd: string;
let controller: AbortController;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'vitrine-watch-'));
  controller = new AbortController();
});
afterEach(() => {
  controller.abort();
  rmSync(cwd, { recursive: true });
});
const path = (name: string) => join(cwd, name);
const watching = (...sources: string[]) =>
  watchSources({ sources, cwd, signal: controller.signal, settleMs: 20, pollMs: 100 });

describe('watching sources', () => {
  it.each<[string, () => void]>([
    ['written to', () => appendFileSync(path('feed.csv'), 'more')],
    [
      'replaced in one step',
      () => {
        writeFileSync(path('feed.new'), 'next');
        renameSync(path('feed.new'), path('feed.csv'));
      },
    ],
    [
      'replaced by one of the same size',
      () => {
        rmSync(path('feed.csv'));
        writeFileSync(path('feed.csv'), 'FIRST');
      },
    ],
    ['gone', () => rmSync(path('feed.csv'))],
  ])('tells of a file at the beginning, and when it is %s', async (_, change) => {
    writeFileSync(path('feed.csv'), 'first');
    const changes = watching('feed.csv');
    expect(await changes.next()).toEqual({ done: false, value: undefined });
    const next = changes.next();
    change();
    expect(await next).toEqual({ done: false, value: undefined });
  });

  it('tells of files that come into a folder or match a pattern', async () => {
    mkdirSync(path('feed/deep'), { recursive: true });
    writeFileSync(path('feed/a.csv'), 'x');
    for (const source of ['feed', 'feed/**/*.csv']) {
      const changes = watching(source);
      await changes.next();
      const next = changes.next();
      writeFileSync(path(source === 'feed' ? 'feed/b.csv' : 'feed/deep/c.csv'), 'y');
      expect((await next).done).toBe(false);
    }
  });

  it('takes what changed while the reader was at work for one change', async () => {
    writeFileSync(path('feed.csv'), 'first');
    const changes = watching('feed.csv');
    await changes.next();
    for (let i = 0; i < 5; i++) appendFileSync(path('feed.csv'), 'more');
    await changes.next();
    const idle = changes.next();
    controller.abort();
    expect((await idle).done).toBe(true);
  });
});
