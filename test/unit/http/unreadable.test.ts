import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerUnreadable } from '#src/http/unreadable';

describe('requests that Node cannot read', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) => response.end('read')).on('clientError', answerUnreadable);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const answerTo = async (path: string) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`);
    const [head, body] = (await text(socket)).split('\r\n\r\n') as [string, string];
    return { line: head.split('\r\n')[0], ...JSON.parse(body) };
  };

  it('are told to be encoded', async () => {
    expect(await answerTo('/v1/search?text=kopfhörer')).toMatchObject({
      line: 'HTTP/1.1 400 Bad Request',
      code: 'invalid_request',
      detail: expect.stringContaining('encodeURIComponent'),
    });
  });

  it('are told that they are too long, and what to do', async () => {
    expect(await answerTo(`/v1/search?text=${'ab%20'.repeat(4000)}`)).toMatchObject({
      line: 'HTTP/1.1 413 Payload Too Large',
      code: 'too_large',
      detail: expect.stringContaining('POST'),
    });
  });
});
