import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openPostgresState } from '#src/adapters/postgres/state';

/** What can be told without PostgreSQL; the rest is in test/contract. */
describe('the state in PostgreSQL', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });
  const listen = async (answer: (socket: Socket) => void): Promise<number> => {
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      answer(socket);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const urlOf = (port: number) => `postgres://shop:secret@127.0.0.1:${port}/vitrine`;

  it('is unavailable when nobody listens, and says where without the password', async () => {
    const port = await listen(() => {});
    servers.pop()!.close();
    const opening = openPostgresState({ url: urlOf(port) });
    await expect(opening).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining(`127.0.0.1:${port}/vitrine`),
    });
    await expect(opening).rejects.not.toThrow('secret');
  });

  it('is unavailable when somebody listens who never answers', async () => {
    const port = await listen(() => {});
    await expect(openPostgresState({ url: urlOf(port), connectTimeoutMs: 20 })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
  });

  it('is unavailable when the connection breaks at once', async () => {
    const port = await listen((socket) => socket.destroy());
    await expect(openPostgresState({ url: urlOf(port) })).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('takes only plain names of schemas', async () => {
    for (const schema of ['a"b', 'Shop', '1x', '', 'a b', 'x'.repeat(64)]) {
      await expect(openPostgresState({ url: urlOf(1), schema })).rejects.toMatchObject({
        code: 'invalid_configuration',
      });
    }
  });
});
