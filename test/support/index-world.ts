import { readFileSync } from 'node:fs';
import { hashBytes } from '#indexers/record';
import type { IndexOptions, IndexReport } from '#indexers/report';
import { runIndex } from '#indexers/run';
import { openWriter, type Writer } from '#indexers/writer';
import type { IndexDocument } from '#src/domain/document';
import type { EncodedPicture, Encoders, ImageEncoder } from '#src/ports/encoders';
import type { StateStore } from '#src/ports/records';
import { createFakeEncoders } from './fake-encoders.ts';
import { createMemoryFiles, type MemoryFiles } from './memory-files.ts';
import { type MemoryDisk, openMemoryStore } from './memory-generations.ts';
import { createMemoryState } from './memory-state.ts';
import { draw } from './pictures.ts';

/** The state, disk and files of a shop, which stay while processes come and go. */
export interface IndexWorld {
  readonly state: StateStore;
  readonly disk: MemoryDisk;
  readonly files: MemoryFiles;
  /** Texts and pictures encoded so far. */
  readonly encoded: { texts: number; pictures: number };
  readonly encoders: Encoders;
}

const CATALOG = 'shop';

const GREY_PICTURE = draw({ colour: '#808080', background: '#808080' }).png().toBuffer();
const BLACK_PICTURE = draw({ colour: '#0a0a0a', background: '#101010' }).png().toBuffer();

/** A shop whose folder holds the fixture's feeds and two pictures. */
export async function createWorld(): Promise<IndexWorld> {
  const fixture = (name: string) => readFileSync(new URL(`../fixtures/shop/${name}`, import.meta.url));
  const files = createMemoryFiles({
    'products.csv': fixture('products.csv'),
    'products.jsonl': fixture('products.jsonl'),
    'images/0.png': await GREY_PICTURE,
    'images/007.png': await BLACK_PICTURE,
  });
  const encoded = { texts: 0, pictures: 0 };
  return { state: createMemoryState(), disk: new Map(), files, encoded, encoders: countingEncoders(encoded) };
}

/** What a process has of the world; a test may put something between. */
export type WorldPorts = Pick<IndexWorld, 'state' | 'files' | 'encoders'> & {
  store: Awaited<ReturnType<typeof openMemoryStore>>;
};

/** Runs a job with a writer, as a process of its own would. */
export async function withWriter<Result>(
  world: IndexWorld,
  job: (writer: Writer, ports: WorldPorts) => Promise<Result>,
  disturb: (ports: WorldPorts) => WorldPorts = (ports) => ports,
): Promise<Result> {
  const { state, files, encoders, disk } = world;
  const ports = disturb({ state, files, encoders, store: await openMemoryStore(disk) });
  const writer = await openWriter({ catalog: CATALOG, ...ports, now: Date.now });
  try {
    return await job(writer, ports);
  } finally {
    await writer.close().catch(() => {});
  }
}

export function index(
  world: IndexWorld,
  options: Partial<IndexOptions> = {},
  disturb?: (ports: WorldPorts) => WorldPorts,
): Promise<IndexReport> {
  const asked = {
    catalog: CATALOG,
    sources: ['products.csv'],
    cwd: '/shop',
    format: 'auto',
    map: {},
    set: {},
    prune: false,
    yes: false,
    check: false,
    onError: 'skip',
    ...options,
  } as const;
  return withWriter(
    world,
    (writer, { state, files }) => runIndex({ writer, records: state.records, files }, asked),
    disturb,
  );
}

/** Ids of the items that the fixture's feeds give. */
export const FIXTURE_IDS = ['0', '007', 'a/b c', 'lamp', 'say "hi"', '🧦'];

/** Changes some text of a file. */
export function edit({ files }: IndexWorld, name: string, change: (content: string) => string): void {
  const path = `/shop/${name}`;
  files.content.set(path, Buffer.from(change(Buffer.from(files.content.get(path)!).toString())));
}

/** Everything the live generation holds, by id, but for the places in the log. */
export function documentsOf({ disk }: IndexWorld): Map<string, Omit<IndexDocument, 'sequence'>> {
  const kept = [...disk.values()].at(-1);
  return new Map([...(kept?.documents ?? [])].sort().map(([id, { sequence, ...document }]) => [id, document]));
}

/** What the fake gave for a picture, by its bytes: tests make the same shop hundreds of times. */
const encodedBefore = new Map<string, EncodedPicture | Error>();

async function encodeOnce(
  pictures: readonly Uint8Array[],
  encode: ImageEncoder['encode'],
): Promise<(EncodedPicture | Error)[]> {
  const keys = pictures.map(hashBytes);
  const fresh = keys.flatMap((key, index) => (encodedBefore.has(key) ? [] : [index]));
  const results = fresh.length === 0 ? [] : await encode(fresh.map((index) => pictures[index]!));
  for (const [at, index] of fresh.entries()) encodedBefore.set(keys[index]!, results[at]!);
  return keys.map((key) => encodedBefore.get(key)!);
}

function countingEncoders(encoded: { texts: number; pictures: number }): Encoders {
  const encoders = createFakeEncoders();
  const { image } = encoders;
  return {
    ...encoders,
    texts: new Map(
      [...encoders.texts].map(([space, { encode }]) => [
        space,
        {
          encode: (texts, role) => {
            if (role === 'passage') encoded.texts += texts.length;
            return encode(texts, role);
          },
        },
      ]),
    ),
    image: image && {
      ...image,
      encode: (pictures) => {
        encoded.pictures += pictures.length;
        return encodeOnce(pictures, image.encode);
      },
    },
  };
}
