import { parseParameters } from '#src/search/request';
import type { OpenCatalog, Route } from '../route.ts';
import { PicturePath, PictureQuery } from '../schemas.ts';
import type { Thumbnails } from '../thumbnails.ts';

/** Pictures change rarely; after this time a browser asks whether one did. */
const CACHE = 'public, max-age=3600';

/** An item's pictures, as they are or shrunk. */
export function pictureRoutes(open: OpenCatalog, thumbnails: Thumbnails): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/items/{id}/images/{number}',
      summary: 'A picture of an item',
      tag: 'items',
      params: PicturePath,
      query: PictureQuery,
      answers: { 200: { description: 'The picture.', type: 'image/*' } },
      handle: async (request, response) => {
        const { catalog, width } = parseParameters(PictureQuery, request.query);
        const { id, number } = parseParameters(PicturePath, request.params);
        const bytes = await (await open(catalog)).picture(id, Number(number));
        const picture = await thumbnails.picture(bytes, width);
        // Shops show pictures on pages of their own; nothing in one may ever run as a page.
        response.set({
          'Cache-Control': CACHE,
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'Content-Security-Policy': "default-src 'none'; sandbox",
        });
        response.type(picture.type).send(picture.bytes);
      },
    },
  ];
}
