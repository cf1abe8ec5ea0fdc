import express, { type RequestHandler } from 'express';

/** Names of built assets hold a hash of their content, so they never change. */
const ASSET = /[/\\]assets[/\\]/u;

/** The built storefront, a page and its assets, from a folder that may still be in the making. */
export function serveStorefront(folder: Promise<string | undefined>): RequestHandler {
  const handler = folder.then((dir) => (dir === undefined ? undefined : serveFolder(dir)));
  return async (request, response, next) => {
    const serve = await handler;
    if (serve === undefined) return next();
    await serve(request, response, next);
  };
}

function serveFolder(dir: string): RequestHandler {
  return express.static(dir, {
    index: 'index.html',
    setHeaders: (response, path) => {
      response.locals.route = 'storefront';
      response.set('Cache-Control', ASSET.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
