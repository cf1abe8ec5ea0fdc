import { mkdir, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { hashBytes } from '#indexers/record';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { ItemRecord, NewRecord } from '#src/ports/records';

/** A picture, before the items that have it. */
export interface PictureChunk {
  readonly kind: 'pictures';
  readonly rows: readonly [PictureRow];
  /** Base64. */
  readonly data: string;
}

export interface PictureRow {
  /** Where it was: what the items name. */
  readonly path: string;
}

/** Largest picture that is taken along, in bytes. */
const MOST_BYTES = 50_000_000;

export interface PictureExporter {
  /** The pictures of items, each once in the whole transfer. */
  of(records: readonly ItemRecord[]): AsyncGenerator<PictureChunk>;
}

/** `onMissing` hears of those that cannot be read; their items come without them. */
export function createPictureExporter(files: Files, onMissing: (path: string) => void): PictureExporter {
  const taken = new Set<string>();
  return {
    of: async function* (records) {
      for (const { path } of records.flatMap(({ deleted, pictures }) => (deleted ? [] : pictures))) {
        if (taken.has(path)) continue;
        taken.add(path);
        const bytes = await files.read(path, MOST_BYTES).catch((error: unknown) => {
          if (!(error instanceof VitrineError)) throw error;
          onMissing(path);
        });
        if (bytes) yield { kind: 'pictures', rows: [{ path }], data: Buffer.from(bytes).toString('base64') };
      }
    },
  };
}

export interface PictureImporter {
  take(chunk: Omit<PictureChunk, 'kind'>): Promise<void>;
  /** The record with its pictures where they are now; those that did not come stay where they were. */
  moved<Kept extends NewRecord>(record: Kept): Kept;
}

/** Keeps pictures in a folder of their own, under names by their content. The hash of a record stays, so that the feed it came from leaves it unchanged. */
export function createPictureImporter(folder: string, files: Files): PictureImporter {
  const places = new Map<string, { readonly path: string; readonly signature: string }>();
  return {
    take: async ({ rows: [{ path: from }], data }) => {
      const bytes = Buffer.from(data, 'base64');
      await mkdir(folder, { recursive: true });
      const path = join(folder, hashBytes(bytes) + extensionOf(from));
      await writeFile(`${path}.part`, bytes, { flush: true });
      await rename(`${path}.part`, path);
      places.set(from, { path, signature: (await files.signature(path)) ?? '' });
    },
    moved: (record) => ({
      ...record,
      pictures: record.pictures.map((picture) => ({ ...picture, ...places.get(picture.path) })),
    }),
  };
}

/** The end of a file's name, of a path or a web address, where it is one of a picture. */
function extensionOf(path: string): string {
  const found = extname(path).toLowerCase();
  return /^\.(jpe?g|png|webp|gif|avif|bmp|tiff?)$/u.test(found) ? found : '';
}
