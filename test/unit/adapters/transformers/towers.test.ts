import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import { createImageEncoder } from '#src/adapters/transformers/image';
import type { EncodedRows, EncodeRequest } from '#src/adapters/transformers/messages';
import { type LocatedModel, readSentenceTower, readTwoTowers } from '#src/adapters/transformers/model-settings';
import { loadPictureTower } from '#src/adapters/transformers/picture-tower';
import { createTextEncoder } from '#src/adapters/transformers/text';
import { loadTextTower } from '#src/adapters/transformers/text-tower';
import type { Dtype, PictureTower, TextTower } from '#src/adapters/transformers/towers';
import type { EncodedPicture, ImageEncoder, TextEncoder } from '#src/ports/encoders';
import { draw } from '#test/support/pictures';

const FIXTURES = 'test/fixtures/models';
/** What PyTorch answers; see `make.py` beside it. */
const expected: {
  texts: string[];
  picture: number[][][];
  'tiny-clip': { texts: number[][]; picture: number[] };
  'tiny-siglip': { texts: number[][]; picture: number[] };
  'tiny-bert': Record<string, number[][]>;
} = JSON.parse(readFileSync(`${FIXTURES}/expected.json`, 'utf8'));

/** The encoders without their thread, which the contract suite tries: the towers answer here. */
function worker(answer: (request: EncodeRequest) => Promise<EncodedRows>): WorkerThread<EncodeRequest, EncodedRows> {
  return { call: answer, close: async () => {}, stop: async () => {} };
}
async function textEncoder(tower: TextTower): Promise<TextEncoder> {
  const loaded = await loadTextTower(tower, 1);
  const answer = (request: EncodeRequest) => loaded.encode(request.kind === 'texts' ? request.texts : []);
  return createTextEncoder({ space: 'text', tower, worker: worker(answer) });
}
async function imageEncoder(tower: PictureTower): Promise<ImageEncoder> {
  const loaded = await loadPictureTower(tower, 1);
  const answer = (request: EncodeRequest) =>
    request.kind === 'pictures' ? loaded.encode(request) : Promise.reject(new Error('no picture'));
  return createImageEncoder({
    space: 'joint',
    tower,
    limits: { maxPixels: 1e6, maxBytes: 1e6 },
    worker: worker(answer),
  });
}

describe('the towers of transformers encoders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-models-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const located = (fixture: string, name = fixture, dtype: Dtype = 'fp32'): LocatedModel => {
    cpSync(join(FIXTURES, fixture), join(folder, name), { recursive: true });
    return { name, folder: join(folder, name), dtype, device: 'cpu' };
  };
  const sentence = async (name: string, dtype: Dtype = 'fp32'): Promise<TextEncoder> =>
    textEncoder(await readSentenceTower(located('tiny-bert', name, dtype)));

  it.each(['tiny-clip', 'tiny-siglip'] as const)('give the numbers of PyTorch with %s', async (fixture) => {
    const { text, picture } = await readTwoTowers(located(fixture));
    const wanted = expected[fixture];
    expectRows(await (await textEncoder(text)).encode(expected.texts, 'query'), wanted.texts);
    const raw = { width: 32, height: 32, channels: 3 } as const;
    const png = await sharp(Buffer.from(expected.picture.flat(2)), { raw })
      .png()
      .toBuffer();
    expectRows(await pictureVectors(await imageEncoder(picture), [png]), [wanted.picture]);
  });

  it.each([
    ['some/multilingual-e5-tiny', 'e5 query', 'e5 passage'],
    ['some/bge-tiny-en-v1.5', 'bge query', 'bge passage'],
    ['some/granite-embedding-tiny', 'granite', 'granite'],
    ['some/all-MiniLM-L2', 'minilm', 'minilm'],
  ])('give %s its prefixes, pooling and length, with the numbers of PyTorch', async (name, query, passage) => {
    const encoder = await sentence(name);
    expectRows(await encoder.encode(expected.texts, 'query'), expected['tiny-bert'][query]!);
    expectRows(await encoder.encode(expected.texts, 'passage'), expected['tiny-bert'][passage]!);
  });

  it('believe what a model says of its own pooling', async () => {
    mkdirSync(join(folder, 'some/unknown/1_Pooling'), { recursive: true });
    writeFileSync(join(folder, 'some/unknown/1_Pooling/config.json'), '{"pooling_mode_cls_token":true}');
    expectRows(await (await sentence('some/unknown')).encode(expected.texts, 'query'), expected['tiny-bert'].granite!);
  });

  it('come near full precision with quantised weights', async () => {
    const [full, quantised] = [await sentence('some/MiniLM'), await sentence('some/MiniLM', 'q8')];
    const [[a], [b]] = [
      await full.encode(['red leather bag'], 'query'),
      await quantised.encode(['red leather bag'], 'query'),
    ];
    expect(dot(a!, b!)).toBeGreaterThan(0.95);
  });

  it('cut what hangs over with CLIP and squash with SigLIP', async () => {
    const clip = await imageEncoder((await readTwoTowers(located('tiny-clip'))).picture);
    const siglip = await imageEncoder((await readTwoTowers(located('tiny-siglip'))).picture);
    const wide = await draw({ width: 96, height: 64 }).png().toBuffer();
    const middle = await sharp(wide).extract({ left: 16, top: 0, width: 64, height: 64 }).png().toBuffer();
    const squashed = await sharp(wide).resize(32, 32, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
    const [byClip, cut, flatByClip] = await pictureVectors(clip, [wide, middle, squashed]);
    const [bySiglip, flat, cutBySiglip] = await pictureVectors(siglip, [wide, squashed, middle]);
    expect(dot(byClip!, cut!)).toBeGreaterThan(0.999);
    expect(dot(byClip!, flatByClip!)).toBeLessThan(0.99);
    expect(dot(bySiglip!, flat!)).toBeGreaterThan(0.999);
    expect(dot(bySiglip!, cutBySiglip!)).toBeLessThan(0.99);
  });

  it('know a SigLIP by its name when its settings do not say what it is', async () => {
    const model = located('tiny-siglip', 'some/fashionSigLIP');
    writeFileSync(join(model.folder, 'config.json'), '{"architectures":["Other"],"vision_config":{"hidden_size":16}}');
    const { text } = await readTwoTowers(model);
    expectRows(await (await textEncoder(text)).encode(expected.texts, 'query'), expected['tiny-siglip'].texts);
  });

  it('lower the case for SigLIP 2, and take no punctuation away', async () => {
    const model = located('tiny-siglip', 'some/siglip2');
    const path = join(model.folder, 'tokenizer_config.json');
    writeFileSync(
      path,
      JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), tokenizer_class: 'GemmaTokenizer' }),
    );
    const towers = [await readTwoTowers(model), await readTwoTowers(located('tiny-siglip'))];
    expect(towers.map(({ text }) => text.cleaning)).toEqual(['lower', 'lower, no punctuation']);
    const asked: string[] = [];
    for (const { text: tower } of towers) {
      const answer = async (request: EncodeRequest): Promise<EncodedRows> => {
        asked.push(...(request.kind === 'texts' ? request.texts : []));
        return new Float32Array(16);
      };
      await createTextEncoder({ space: 'text', tower, worker: worker(answer) }).encode(
        ['Red shoes, size_40!'],
        'query',
      );
    }
    expect(asked).toEqual(['red shoes, size_40!', 'red shoes size 40']);
  });

  it('get batches of at most eight texts, of about one length; of one when quantised', async () => {
    for (const [dtype, largest] of [
      ['fp32', 8],
      ['q8', 1],
    ] as const) {
      const tower = await readSentenceTower(located('tiny-bert', 'some/MiniLM', dtype));
      const batches: (readonly string[])[] = [];
      const answer = async (request: EncodeRequest): Promise<EncodedRows> => {
        if (request.kind === 'texts') batches.push(request.texts);
        return new Float32Array(16 * 8);
      };
      const texts = Array.from({ length: 20 }, (_, index) => 'a '.repeat(1 + ((index * 7) % 20)));
      await createTextEncoder({ space: 'text', tower, worker: worker(answer) }).encode(texts, 'passage');
      expect(Math.max(...batches.map((batch) => batch.length))).toBe(largest);
      const lengths = batches.flat().map((text) => text.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    }
  });

  it('resize and cut to different sizes when the settings say so', async () => {
    const model = located('tiny-clip', 'some/larger');
    const path = join(model.folder, 'preprocessor_config.json');
    const settings = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...settings, size: { shortest_edge: 48 }, crop_size: 32 }));
    const picture = await draw({ width: 48, height: 48 }).png().toBuffer();
    const middle = await sharp(picture).extract({ left: 8, top: 8, width: 32, height: 32 }).png().toBuffer();
    const larger = await pictureVectors(await imageEncoder((await readTwoTowers(model)).picture), [picture]);
    const plain = await pictureVectors(await imageEncoder((await readTwoTowers(located('tiny-clip'))).picture), [
      middle,
    ]);
    expect(dot(larger[0]!, plain[0]!)).toBeGreaterThan(0.99999);
  });
});

async function pictureVectors(encoder: ImageEncoder, pictures: readonly Uint8Array[]): Promise<Float32Array[]> {
  return (await encoder.encode(pictures)).map((encoded) => (encoded as EncodedPicture).vectors.joint!);
}

function expectRows(actual: readonly (Float32Array | null)[], wanted: readonly (readonly number[])[]): void {
  expect(actual).toHaveLength(wanted.length);
  for (const [index, row] of wanted.entries()) {
    const worst = row.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[index]![i]!)), 0);
    expect(worst, `row ${index}`).toBeLessThan(1e-4);
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
