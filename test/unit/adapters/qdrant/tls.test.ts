import { execFile as execFileCallback, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConnection } from '#src/adapters/qdrant/connection';
import { failureOf } from '#src/adapters/qdrant/failure';
import { settingsOf } from '#src/adapters/qdrant/options';
import { startJsonServer } from '#test/support/json-server';

const execFile = promisify(execFileCallback);
const KEY = 'open-sesame';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const open = (url: string) => openConnection(settingsOf({ urls: [url], retries: 0, readTimeoutMs: 2000 }));

describe.skipIf(!hasOpenssl())('TLS with a certificate of ones own (needs openssl)', () => {
  let folder: string;
  let certificate: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vitrine-tls-'));
    certificate = join(folder, 'cert.pem');
    const key = join(folder, 'key.pem');
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const files = ['-keyout', key, '-out', certificate];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...names], {
      stdio: 'ignore',
    });
    // Like Qdrant, it says its version to everybody and everything else only for the key.
    server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
      const isAllowed = request.url === '/' || request.headers['api-key'] === KEY;
      response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAllowed ? { version: '1.18.3', result: { count: 3 } } : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** In a process of its own, because what it trusts is fixed when it starts. */
  const connect = async (apiKey: string): Promise<string> => {
    const argv = ['--import', 'tsx', 'test/support/qdrant-client-process.ts', url, apiKey];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
    return (await execFile(process.execPath, argv, { env })).stdout.trim();
  };

  it('is trusted when it is named, and then the key is asked for', async () => {
    const answers = await Promise.all([connect(KEY), connect('wrong')]);
    expect(answers).toEqual(['counted 3', expect.stringMatching(/refuses the API key .*401.*QDRANT_API_KEY/u)]);
  });

  it('is not trusted otherwise, and the error says what to do', async () => {
    await expect(open(url)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/SELF_SIGNED.*NODE_EXTRA_CA_CERTS/u),
    });
  });

  it('is told from no TLS at all, both ways', async () => {
    const plain = await startJsonServer(() => ({ status: 200, body: { version: '1.18.3' } }));
    await expect(open(plain.url.replace('http:', 'https:'))).rejects.toThrow(/does not speak TLS.*http:/u);
    await expect(open(url.replace('https:', 'http:'))).rejects.toThrow(/does not answer/u);
    // How Qdrant answers to it, with an alert that is no HTTP.
    const alert = Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_CONSTANT' });
    expect(failureOf(new TypeError('fetch failed', { cause: alert })).advice).toContain('https://');
    await plain.close();
  });
});
