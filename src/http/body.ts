import express, { type Request, type RequestHandler } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { VitrineError } from '#src/errors';
import type { HttpLimits } from './config.ts';

/** Readers of request bodies, each with its limit in bytes. Pictures are kept in memory only. */
export interface BodyReaders {
  readonly json: RequestHandler;
  readonly batch: RequestHandler;
  /** JSON that may hold a picture as a data URL. */
  readonly search: RequestHandler;
  /** A form with one file, `image`. */
  readonly form: RequestHandler;
  /** A body that is a picture. */
  readonly picture: RequestHandler;
  readonly pictureSchema: z.ZodType;
}

const FIELDS = 200;

/** JSON of any kind, also what is no object: what a route wants of it, the route says. */
const jsonReader = (limit: number) => express.json({ limit, strict: false });

export function createBodyReaders({ jsonBytes, batchBytes, searchBytes, pictureBytes }: HttpLimits): BodyReaders {
  return {
    json: jsonReader(jsonBytes),
    batch: jsonReader(batchBytes),
    search: jsonReader(searchBytes),
    form: multer({
      storage: multer.memoryStorage(),
      limits: { fileSize: pictureBytes, files: 1, fields: FIELDS, fieldSize: searchBytes },
    }).single('image'),
    picture: express.raw({ type: 'image/*', limit: pictureBytes }),
    pictureSchema: z.string().meta({ type: 'string', format: 'binary' }),
  };
}

/** The body as an object; none at all is an empty one. */
export function bodyOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = anyBodyOf(request);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new VitrineError('invalid_request', 'The body must be a JSON object, e.g. {"text": "red shoes"}.');
}

/** The body as it was read. A body that no reader knew the type of is refused, not taken as empty. */
export function anyBodyOf(request: Request): unknown {
  if (request.body !== undefined) return request.body;
  const empty = request.get('transfer-encoding') === undefined && Number(request.get('content-length') ?? 0) === 0;
  if (empty) return {};
  const type = request.get('content-type') ?? 'none';
  throw new VitrineError('unsupported_media_type', `The body has the content type ${type}: send application/json.`);
}
