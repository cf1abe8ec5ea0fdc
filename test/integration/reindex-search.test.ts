import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { rowsSource } from '#test/support/rows-source';

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
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data: join(folder, 'data') }, cwd: folder }));
  const source = { ...rowsSource(folder, rows, 'shop'), yes: false };
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
