import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';

it('keeps the state in PostgreSQL when an address of one is configured', async () => {
  const data = await mkdtemp(join(tmpdir(), 'vitrine-compose-'));
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const env = { DATABASE_URL: `postgres://shop@127.0.0.1:${port}/vitrine` };
  await expect(openVitrine(loadConfig({ env, flags: { data }, cwd: data }))).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining(`127.0.0.1:${port}/vitrine`),
  });
  expect(await readdir(data)).not.toContain('state.db');
  server.close();
  await rm(data, { recursive: true });
});
