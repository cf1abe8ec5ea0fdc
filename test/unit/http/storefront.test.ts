import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtStorefront } from '#src/http/build-storefront';
import { bagApp } from '#test/support/http-shop';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vitrine-web-'));
});
afterEach(() => rm(dir, { recursive: true }));

const logger = pino({ level: 'silent' });
async function write(path: string, text: string): Promise<void> {
  await mkdir(join(dir, path, '..'), { recursive: true });
  await writeFile(join(dir, path), text);
}

describe('the storefront', () => {
  it('is served once it is there: the page anew each time, its assets for ever', async () => {
    await write('index.html', '<h1>Shop</h1>');
    await write('assets/main-1234.js', 'export {};');
    const app = await bagApp({ storefront: Promise.resolve(dir) });
    const page = await request(app).get('/?q=red');
    expect(page.text).toBe('<h1>Shop</h1>');
    expect(page.get('cache-control')).toBe('no-cache');
    expect((await request(app).get('/assets/main-1234.js')).get('cache-control')).toContain('immutable');
    expect((await request(app).get('/assets/other.js')).body).toMatchObject({ code: 'route_not_found' });
    expect((await request(app).get('/..%2f..%2fetc/passwd')).status).toBeGreaterThanOrEqual(400);
  });
  it('is missed by nobody who asks for the interface alone', async () => {
    const app = await bagApp({ storefront: Promise.resolve(undefined) });
    expect((await request(app).get('/')).body).toMatchObject({ status: 404, code: 'route_not_found' });
    expect((await request(app).get('/v1/search')).status).toBe(200);
  });
});

describe('builtStorefront', () => {
  it('takes what a package brings', async () => {
    await write('web/dist/index.html', 'built');
    expect(await builtStorefront(dir, logger)).toBe(join(dir, 'web', 'dist'));
  });
  it('finds none in a package without any', async () => {
    expect(await builtStorefront(dir, logger)).toBeUndefined();
  });
  it('builds what is not built, and builds again only what changed', async () => {
    await write('package.json', '{"type": "module"}');
    await write('web/vite.config.ts', 'export default { build: { outDir: "dist" } };');
    await write('web/index.html', '<h1>First</h1>');
    const dist = await builtStorefront(dir, logger);
    const app = await bagApp({ storefront: Promise.resolve(dist) });
    expect((await request(app).get('/')).text).toContain('First');
    await write('web/dist/index.html', 'left alone');
    await builtStorefront(dir, logger);
    expect((await request(app).get('/')).text).toBe('left alone');
    await write('web/index.html', '<h1>Second</h1>');
    const later = new Date(Date.now() + 60_000);
    await utimes(join(dir, 'web', 'index.html'), later, later);
    await builtStorefront(dir, logger);
    expect((await request(app).get('/')).text).toContain('Second');
  });
  it('says in the log when it cannot be built, and goes on without', async () => {
    const lines: string[] = [];
    await write('web/vite.config.ts', 'this is no TypeScript');
    const told = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
    expect(await builtStorefront(dir, told)).toBeUndefined();
    expect(lines.join('')).toContain('could not be built');
  });
});
