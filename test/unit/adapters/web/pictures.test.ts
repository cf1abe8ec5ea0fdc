import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPictureCache } from '#src/adapters/web/picture-cache';
import { openWebPictures } from '#src/adapters/web/pictures';
import { createWeb } from '#src/adapters/web/web';
import { startWebServer } from '#test/support/web-server';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vitrine-kept-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('pictures that are kept', () => {
  it('make room for new ones, those used longest ago first', async () => {
    const cache = await openPictureCache({ dir: join(dir, 'small'), maxBytes: 100 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await cache.put(name, Buffer.alloc(30, name));
    const kept = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => cache.get(name)));
    const left = kept.filter((bytes) => bytes !== undefined);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(4);
    const again = await openPictureCache({ dir: join(dir, 'small'), maxBytes: 100 });
    await again.put('f', Buffer.alloc(30, 'f'));
    expect(await again.get('f')).toEqual(Buffer.alloc(30, 'f'));
  });

  it('are fetched anew when they are gone', async () => {
    const server = await startWebServer((_, response) => response.end('bytes'));
    const web = createWeb({ allowPrivateAddresses: true });
    const pictures = await openWebPictures({ web, dir: join(dir, 'gone') });
    const address = `${server.url}/a`;
    await pictures.look(address);
    expect(Buffer.from(await pictures.read(address, 10)).toString()).toBe('bytes');
    expect(server.asked).toHaveLength(1);
    rmSync(join(dir, 'gone'), { recursive: true });
    expect(Buffer.from(await pictures.read(address, 10)).toString()).toBe('bytes');
    expect(server.asked).toHaveLength(2);
    await expect(pictures.read(address, 4)).rejects.toMatchObject({ code: 'too_large' });
    await web.close();
    await server.close();
  });
});
