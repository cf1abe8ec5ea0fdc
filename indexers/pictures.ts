import { isAbsolute, relative, sep } from 'node:path';
import type { Item } from '#src/domain/item';
import { isWebAddress } from '#src/domain/web-address';
import type { Files } from '#src/ports/files';
import type { PictureSource } from '#src/ports/records';
import { type Fault, fault } from './faults.ts';
import { type Place, placeOfData, placeOnWeb, shownPlace, type WebPolicy } from './web-pictures.ts';

/**
 * Where paths of pictures start from. Rows without any folder come over the network and name no files of this machine;
 * rows of a source that an operator names may point anywhere.
 */
export interface PicturePlaces {
  /** Folder or web address of the source; undefined for rows that came without one. */
  readonly source: string | undefined;
  /** The folder named by `--images`. */
  readonly images: string | undefined;
}

export interface FoundPictures {
  readonly pictures: readonly PictureSource[];
  readonly leftOut: readonly Fault[];
  /** How many of the item's images are web addresses that nobody asked for: they stay on the item. */
  readonly remote: number;
}

/** A picture that an item had before, and what the item called it; undefined when it was found by the item's id. */
export interface KnownPicture extends PictureSource {
  readonly image: string | undefined;
}

/**
 * `known`: the pictures that the item had before. Those on the web need not be fetched again, and those of files stay
 * where a row without a folder names them as before.
 */
export type FindPictures = (item: Item, known?: readonly KnownPicture[]) => Promise<FoundPictures>;

/** Names tried as `DIR/<id>.…` for an item that names no picture. */
const EXTENSIONS = ['jpg', 'png', 'webp', 'jpeg'];

/**
 * Finds the files of an item's images: an absolute path, one relative to the source's folder or to the one of
 * `--images`, or there the mere file name of a path or web address; for an item without any, `<id>.jpg` and the like
 * in that folder. Web addresses are fetched; paths of a source on the web are addresses there and never files here.
 */
export function createPictureFinder(
  files: Files,
  { source, images }: PicturePlaces,
  policy: WebPolicy = 'new',
): FindPictures {
  const base = source !== undefined && isWebAddress(source) ? source : undefined;
  const folders = [images, base ? undefined : source].filter((folder) => folder !== undefined);

  const firstFile = async (paths: readonly string[]): Promise<Place | undefined> => {
    for (const path of paths) {
      const signature = await files.signature(path);
      if (signature !== undefined) return { path, signature };
    }
    return undefined;
  };
  const locate = async (image: string, known: readonly KnownPicture[]): Promise<Place | Fault | 'remote'> => {
    if (image.startsWith('data:')) return placeOfData(image);
    const before = source === undefined ? fileBefore(image, known) : undefined;
    if (before) return before;
    const address = addressOf(image, base);
    const paths = address ? [] : folders.map((folder) => files.resolve(folder, image));
    if (images !== undefined) paths.push(files.resolve(images, fileName(image)));
    const place = await firstFile(paths);
    if (place) return place;
    if (address !== undefined) return placeOnWeb(address, known, files, policy);
    return folders.length === 0
      ? fault('a picture has no folder that its path could start from', image)
      : fault('the file of a picture is missing', image);
  };
  const byId = async (id: string, known: readonly KnownPicture[]): Promise<readonly PictureSource[]> => {
    if (source === undefined) return known.filter(({ image }) => image === undefined).map(({ image, ...own }) => own);
    if (images === undefined) return [];
    const paths = EXTENSIONS.map((extension) => files.resolve(images, `${id}.${extension}`));
    const place = await firstFile(paths.filter((path) => isInside(path, images, files)));
    return place ? [{ number: 0, ...place }] : [];
  };

  return async ({ id, images: named = [] }, known = []) => {
    const located = await Promise.all(
      named.map(async (image): Promise<Place | Fault | 'remote'> => {
        const found = await locate(image, known);
        return typeof found === 'object' && 'reason' in found ? { ...found, picture: shownPlace(image) } : found;
      }),
    );
    const pictures = located.flatMap((found, number) =>
      typeof found === 'object' && 'path' in found ? [{ number, ...found }] : [],
    );
    const leftOut = located.filter((found): found is Fault => typeof found === 'object' && 'reason' in found);
    if (pictures.length > 0 || leftOut.length > 0) return { pictures, leftOut, remote: countRemote(located) };
    const own = await byId(id, known);
    return { pictures: own, leftOut, remote: own.length > 0 ? 0 : countRemote(located) };
  };
}

/** The file that an item's image had before. */
function fileBefore(image: string, known: readonly KnownPicture[]): Place | undefined {
  const found = known.find((picture) => picture.image === image && !isWebAddress(picture.path));
  return found && { path: found.path, signature: found.signature };
}

function countRemote(located: readonly unknown[]): number {
  return located.filter((found) => found === 'remote').length;
}

/** The web address that an image is, or has within a source on the web. */
function addressOf(image: string, base: string | undefined): string | undefined {
  if (isWebAddress(image)) return image;
  if (image.startsWith('//')) return `https:${image}`;
  return base !== undefined && URL.canParse(image, base) ? new URL(image, base).href : undefined;
}

/** The last part of a path, of Windows too, or of a web address without what is asked of it. */
function fileName(image: string): string {
  return image
    .replace(/[?#].*$/u, '')
    .split(/[\\/]/u)
    .at(-1)!;
}

function isInside(path: string, folder: string, files: Files): boolean {
  const way = relative(files.resolve(folder), path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
