import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';

const ITEMS = 200;
const QUERIES = ['red lamp', '', 'lamp n7', 'blue'];

it('searches without a failure, or a result of two minds, while indexes are built, changed over and gone back to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-meanwhile-'));
  const colours = ['red', 'blue', 'green'];
  const rows = Array.from({ length: ITEMS }, (_, n) => ({
    id: `n${n}`,
    title: `${colours[n % 3]} lamp n${n}`,
    price: n,
  }));
  writeFileSync(join(folder, 'feed.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data: join(folder, 'data') }, cwd: folder }));
  const options = { catalog: 'shop', cwd: folder, format: 'auto', map: {}, set: {}, onError: 'stop' } as const;
  const source = { ...options, sources: ['feed.jsonl'], prune: false, yes: false, check: false };
  await vitrine.index(source);
  const catalog = await vitrine.catalog('shop');
  const ask = async (text: string) => {
    const page = await catalog.search(parseSearchRequest({ text, limit: 20, facets: 'none', cutoff: 'off' }));
    return { total: page.total.value, ids: page.hits.map(({ id }) => id), notices: page.notices };
  };
  const wanted = await Promise.all(QUERIES.map(ask));
  let isBusy = true;
  let searches = 0;
  const searching = (async () => {
    for (; isBusy; searches++) {
      expect(await ask(QUERIES[searches % 4]!)).toEqual(wanted[searches % 4]);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (const job of [{}, { source }, { rollback: true }])
    await vitrine.reindex({ catalog: 'shop', rollback: false, yes: true, ...job });
  isBusy = false;
  await searching;
  expect(searches).toBeGreaterThan(10);
  await vitrine.close();
  rmSync(folder, { recursive: true });
});
