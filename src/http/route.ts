import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Catalog } from '#src/compose/vitrine';

/** What an answer is: a schema for JSON, or the type of something else. */
export type Answer = { readonly description: string } & (
  | { readonly schema: z.ZodType }
  | { readonly type: string }
  | object
);

/** A route: what Express mounts and what OpenAPI says, in one place. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With `{name}` for parameters, as OpenAPI writes it. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'search' | 'lists' | 'items' | 'events' | 'operations';
  /** Writes need the API key, and so does what tells of shoppers: always, or where a request asks for that. */
  readonly writes?: boolean | ((request: Request) => boolean);
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Content type → schema. */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Readers of the body. */
  readonly readers?: readonly RequestHandler[];
  readonly handle: (request: Request, response: Response) => Promise<void> | void;
}

/** The open catalog of a name. */
export type OpenCatalog = (name: string | undefined) => Promise<Catalog>;

/** `/v1/items/{id}` → `/v1/items/:id`; colons of the path itself are no parameters. */
export function expressPath(path: string): string {
  return path.replaceAll(':', String.raw`\:`).replaceAll(/\{(\w+)\}/gu, ':$1');
}
