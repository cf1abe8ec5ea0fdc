import { basename, isAbsolute, relative, sep } from 'node:path';
import type { Item } from '#src/domain/item';
import type { Files } from '#src/ports/files';
import type { PictureSource } from '#src/ports/records';
import { type Fault, fault } from './report.ts';

/**
 * Where paths of pictures start from. Rows without any folder come over the network and name no files of this machine;
 * rows of a source that an operator names may point anywhere.
 */
export interface PicturePlaces {
  /** Folder of the source; undefined for rows that came without one. */
  readonly source: string | undefined;
  /** The folder named by `--images`. */
  readonly images: string | undefined;
}

export interface FoundPictures {
  readonly pictures: readonly PictureSource[];
  readonly leftOut: readonly Fault[];
  /** How many of the item's images are web addresses, which stay on the item but are not fetched. */
  readonly remote: number;
}

export type FindPictures = (item: Item) => Promise<FoundPictures>;

/** Names tried as `DIR/<id>.…` for an item that names no picture. */
const EXTENSIONS = ['jpg', 'png', 'webp', 'jpeg'];

/**
 * Finds the files of an item's images: an absolute path, one relative to the source's folder or to the one of `--images`
 * (or there by its mere file name); without images on the item, `<id>.jpg` and the like in that folder.
 */
export function createPictureFinder(files: Files, { source, images }: PicturePlaces): FindPictures {
  const folders = [images, source].filter((folder) => folder !== undefined);

  const locate = async (image: string): Promise<Omit<PictureSource, 'number'> | Fault> => {
    const candidates = folders.map((folder) => files.resolve(folder, image));
    if (images !== undefined) candidates.push(files.resolve(images, basename(image)));
    for (const path of candidates) {
      const signature = await files.signature(path);
      if (signature !== undefined) return { path, signature };
    }
    if (folders.length === 0) return fault('a picture has no folder that its path could start from', image);
    return fault('the file of a picture is missing', image);
  };

  const byId = async (id: string): Promise<FoundPictures> => {
    for (const extension of images === undefined ? [] : EXTENSIONS) {
      const path = files.resolve(images!, `${id}.${extension}`);
      const signature = isInside(path, images!, files) ? await files.signature(path) : undefined;
      if (signature !== undefined) return { pictures: [{ number: 0, path, signature }], leftOut: [], remote: 0 };
    }
    return { pictures: [], leftOut: [], remote: 0 };
  };

  return async ({ id, images: named }) => {
    if (!named) return byId(id);
    const local = [...named.entries()].filter(([, image]) => !isRemote(image));
    const located = await Promise.all(local.map(([, image]) => locate(image)));
    const pictures = located.flatMap((found, index) =>
      'path' in found ? [{ number: local[index]![0], ...found }] : [],
    );
    const leftOut = located.filter((found) => 'reason' in found);
    return { pictures, leftOut, remote: named.length - local.length };
  };
}

function isRemote(image: string): boolean {
  return /^(?:https?:)?\/\//iu.test(image);
}

function isInside(path: string, folder: string, files: Files): boolean {
  const way = relative(files.resolve(folder), path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
