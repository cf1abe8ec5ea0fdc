import sharp from 'sharp';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createThumbnails } from '#src/http/thumbnails';
import { bagApp, bagShop } from '#test/support/http-shop';
import { draw, pngHeader } from '#test/support/pictures';

const app = await bagApp();
const { red, blue } = await bagShop();

describe('GET /v1/items/:id/images/:number', () => {
  it('gives the bytes as they are, with their type', async () => {
    const response = await request(app).get('/v1/items/bag-red/images/0');
    expect(response.type).toBe('image/jpeg');
    expect(Buffer.compare(response.body, red)).toBe(0);
    expect(response.get('cache-control')).toBe('public, max-age=3600');
    expect(response.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await request(app).get('/v1/items/bag-blue/images/0')).type).toBe('image/png');
  });
  it('shrinks to a width, keeping the shape', async () => {
    const response = await request(app).get('/v1/items/bag-blue/images/0?width=96');
    expect(response.type).toBe('image/webp');
    expect(await sharp(response.body).metadata()).toMatchObject({ width: 96, height: 64 });
    expect(response.body.length).toBeLessThan(blue.length);
  });
  it('never enlarges', async () => {
    const response = await request(app).get('/v1/items/bag-red/images/0?width=2000');
    expect(await sharp(response.body).metadata()).toMatchObject({ width: 96 });
  });
  it('is not sent again when it has not changed', async () => {
    const first = await request(app).get('/v1/items/bag-red/images/0?width=50');
    const again = await request(app)
      .get('/v1/items/bag-red/images/0?width=50')
      .set('if-none-match', first.get('etag')!);
    expect(again.status).toBe(304);
  });
  it.each([
    ['/v1/items/bag-red/images/1', 404, 'item_not_found'],
    ['/v1/items/none/images/0', 404, 'item_not_found'],
    ['/v1/items/bag-red/images/first', 400, 'invalid_request'],
    ['/v1/items/bag-red/images/-1', 400, 'invalid_request'],
    ['/v1/items/bag-red/images/0?width=5000', 400, 'invalid_request'],
    ['/v1/items/bag-red/images/0?width=big', 400, 'invalid_request'],
  ])('%s is %i %s', async (path, status, code) => {
    expect((await request(app).get(path)).body).toMatchObject({ status, code });
  });
  it('never serves a file that is no picture', async () => {
    const response = await request(app).get('/v1/items/shoe/images/0');
    expect(response.body).toMatchObject({ status: 400, code: 'invalid_picture' });
    expect(JSON.stringify(response.body)).not.toContain('root');
  });
});

describe('thumbnails', () => {
  it('are made once for a picture and a width', async () => {
    const thumbnails = createThumbnails({ maxPixels: 1_000_000 });
    const [one, two] = await Promise.all([thumbnails.picture(blue, 40), thumbnails.picture(Uint8Array.from(blue), 40)]);
    expect(two.bytes).toBe(one.bytes);
    expect((await thumbnails.picture(blue, 41)).bytes).not.toBe(one.bytes);
  });
  it('turn pictures the way they were taken', async () => {
    const turned = await draw().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { bytes } = await createThumbnails({ maxPixels: 1_000_000 }).picture(turned, 32);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 32, height: 48 });
  });
  it('make what browsers may not show into WebP', async () => {
    const tiff = await draw().tiff().toBuffer();
    expect(await createThumbnails({ maxPixels: 1_000_000 }).picture(tiff, 0)).toMatchObject({ type: 'image/webp' });
  });
  it('refuse a picture with too many pixels', async () => {
    const huge = pngHeader(20_000, 20_000);
    const refused = createThumbnails({ maxPixels: 1_000_000 }).picture(huge, 100);
    await expect(refused).rejects.toMatchObject({ code: 'invalid_picture' });
  });
});
