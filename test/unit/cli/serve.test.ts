import { expect, it } from 'vitest';
import { serve } from '#src/cli/commands/serve';
import { loadConfig } from '#src/config';
import { createFakeVitrine } from '#test/support/fake-vitrine';

it('prepares the catalog that it serves before anybody searches, and serves on when there is none', async () => {
  const vitrine = createFakeVitrine({ shoes: { items: [] } });
  const catalog = await vitrine.catalog('shoes');
  const ending = new AbortController();
  let prepared = 0;
  const counted = { ...catalog, prepare: async () => void prepared++ };
  const served = { ...vitrine, catalog: async (name: string) => (name === 'shoes' ? counted : vitrine.catalog(name)) };
  const io = {
    out: () => {},
    err: (text: string) => {
      if (text.startsWith('Serving on ')) setImmediate(() => ending.abort());
    },
    terminal: false,
    columns: 80,
    cwd: '/nowhere',
    env: {},
    input: async function* () {},
    signal: ending.signal,
  };
  for (const name of ['shoes', 'none']) {
    const config = loadConfig({ env: {}, flags: { port: '0', catalog: name }, cwd: '/nowhere' });
    expect(await serve(served, config, io)).toBe(0);
  }
  expect(prepared).toBe(1);
});
