import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '#src/http/server';
import { deferred } from '#test/support/deferred';
import { bagShop } from '#test/support/http-shop';

const running: RunningServer[] = [];
const logger = pino({ level: 'silent' });
const local = { host: '127.0.0.1', port: 0 };

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const { vitrine } = await bagShop();
  const server = await startServer({ vitrine, config: local, storefront: false, logger, ...options });
  running.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(0)));
});

/** A search that waits until it is let go, and whether it was begun. */
async function heldShop() {
  const { vitrine } = await bagShop();
  const { promise: held, resolve: letGo } = deferred();
  const { promise: begun, resolve: begin } = deferred();
  const catalogs = async () => {
    begin();
    await held;
    return ['default'];
  };
  return { vitrine: { ...vitrine, catalogs }, begun, letGo };
}

describe('startServer', () => {
  it('serves on a free port', async () => {
    const server = await start();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
  it('says what is wrong with an address that is not encoded', async () => {
    const { port } = await start();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /v1/search?text=红 HTTP/1.1\r\nHost: a\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    const [head, body] = answer.split('\r\n\r\n');
    expect(head).toContain('400 Bad Request\r\nContent-Type: application/problem+json');
    expect(JSON.parse(body!)).toMatchObject({ code: 'invalid_request', detail: expect.stringContaining('encode') });
  });
  it('refuses an open address without a key, before it listens', async () => {
    await expect(start({ config: { host: '0.0.0.0', port: 0 } })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('VITRINE_API_KEY'),
    });
    await expect(start({ config: { host: '0.0.0.0', port: 0, apiKey: '' } })).rejects.toThrow('needs an API key');
    expect((await start({ config: { host: '0.0.0.0', port: 0, apiKey: 'k' } })).port).toBeGreaterThan(0);
  });
  it('says when the port is taken', async () => {
    const { port } = await start();
    await expect(start({ config: { ...local, port } })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 cannot be had: it is in use.`,
    );
  });

  it('answers what is under way before it stops, and nothing after', async () => {
    const { vitrine, begun, letGo } = await heldShop();
    const server = await start({ vitrine });
    const answer = fetch(`${server.url}/v1/catalogs`);
    await begun;
    const stopped = server.stop();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    letGo();
    expect((await answer).status).toBe(200);
    await stopped;
  });
  it('stops waiting when the time of grace is over', async () => {
    const { vitrine, begun, letGo } = await heldShop();
    const server = await start({ vitrine });
    const answer = fetch(`${server.url}/v1/catalogs`);
    await begun;
    await Promise.all([server.stop(0), expect(answer).rejects.toThrow()]);
    letGo();
  });

  it('takes a client that goes away as no error', async () => {
    const lines: string[] = [];
    const { vitrine, begun, letGo } = await heldShop();
    const { promise: logged, resolve } = deferred();
    const watching = pino(
      { level: 'info' },
      {
        write: (line: string) => {
          lines.push(line);
          resolve();
        },
      },
    );
    const server = await start({ vitrine, logger: watching });
    const client = httpRequest(`${server.url}/v1/catalogs`).on('error', () => {});
    client.end();
    await begun;
    client.destroy();
    await logged;
    letGo();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 30, aborted: true });
    expect(lines.filter((line) => JSON.parse(line).level > 30)).toEqual([]);
  });
});
