import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import type { EncodedPicture, Encoders } from '#src/ports/encoders';
import { draw } from '#test/support/pictures';

const FOLDER = 'models/lite-image';
const description = JSON.parse(readFileSync(`${FOLDER}/model.json`, 'utf8'));

interface Case {
  readonly file: string;
  readonly expect: Readonly<Record<'visual' | 'joint' | 'colours', readonly number[]>>;
}

describe('lite encoders', () => {
  let encoders: Encoders;
  beforeAll(async () => {
    encoders = await openLiteEncoders({ modelsDir: 'models' });
  });
  afterAll(() => encoders.close());
  const encode = async (bytes: Uint8Array): Promise<EncodedPicture> =>
    (await encoders.image!.encode([bytes]))[0] as EncodedPicture;

  const { tolerance, cases }: { tolerance: number; cases: Case[] } = JSON.parse(
    readFileSync(`${FOLDER}/conformance/expected.json`, 'utf8'),
  );
  it.each(cases)('gives $file the numbers of the model card', async ({ file, expect: expected }) => {
    const { vectors, labels } = await encode(readFileSync(`${FOLDER}/conformance/${file}`));
    const near = (actual: number, wanted: number): void => expect(Math.abs(actual - wanted)).toBeLessThan(tolerance);
    expected.joint.forEach((value, i) => void near(vectors.joint![i]!, value));
    expected.visual.forEach((value, i) => void near(vectors.visual![i]! * Math.sqrt(1.25), value));
    expected.colours.forEach((value, i) => void near(labels.colour![description.colours[i]]!, value));
  });

  it('has the network that model.json describes, and says so in the spaces', () => {
    const hash = createHash('sha256')
      .update(readFileSync(`${FOLDER}/model.onnx`))
      .digest('hex');
    expect(hash).toBe(description.sha256);
    expect(encoders.spaces.map(({ name, dimensions }) => [name, dimensions])).toEqual([
      ['text', 256],
      ['joint', 256],
      ['visual', 512],
    ]);
    expect(encoders.spaces.filter(({ holds }) => holds === 'picture').map(({ revision }) => revision)).toEqual([
      hash,
      hash,
    ]);
  });

  it('compares pictures by visual and a quarter of joint in one cosine', async () => {
    const [red, blue] = [
      await encode(await draw().png().toBuffer()),
      await encode(await draw({ colour: '#2040d0' }).png().toBuffer()),
    ];
    const parts = (picture: EncodedPicture): Float32Array[] => {
      const visual = picture.vectors.visual!.slice(0, 256).map((value) => value * Math.sqrt(1.25));
      return [visual, picture.vectors.joint!];
    };
    const [[redVisual, redJoint], [blueVisual, blueJoint]] = [parts(red), parts(blue)];
    const recommended = (dot(redVisual!, blueVisual!) + 0.25 * dot(redJoint!, blueJoint!)) / 1.25;
    expect(dot(red.vectors.visual!, blue.vectors.visual!)).toBeCloseTo(recommended, 5);
  });

  it('finds pictures by words and names their colour', async () => {
    const red = await encode(await draw().png().toBuffer());
    const blue = await encode(await draw({ colour: '#2040d0' }).png().toBuffer());
    const [words] = await encoders.texts.get('joint')!.encode(['red bag'], 'query');
    expect(dot(words!, red.vectors.joint!)).toBeGreaterThan(dot(words!, blue.vectors.joint!));
    expect(red.labels.colour!.red).toBeGreaterThan(0.5);
    expect(blue.labels.colour!.blue).toBeGreaterThan(0.5);
  });
});

describe('a process that ends while a picture is in the network', () => {
  it('ends with its own status', async () => {
    const script = new URL('../../../support/exit-mid-picture-process.ts', import.meta.url).pathname;
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
    await expect(run).rejects.toMatchObject({ code: 3, stderr: '' });
  });
});

describe('missing weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-models-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are an error that names the folder', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(openLiteEncoders({ modelsDir: nowhere })).rejects.toMatchObject({
      code: 'models_missing',
      message: expect.stringContaining(nowhere),
    });
  });

  it('are told from cut-off and from spoilt ones', async () => {
    cpSync('models', folder, { recursive: true });
    const network = join(folder, 'lite-image', 'model.onnx');
    writeFileSync(network, Buffer.alloc(description.bytes));
    const encoders = await openLiteEncoders({ modelsDir: folder });
    const picture = await draw().png().toBuffer();
    await expect(encoders.image!.encode([picture])).rejects.toMatchObject({ code: 'models_missing' });
    cpSync('models/lite-image/model.onnx', network);
    expect((await encoders.image!.encode([picture]))[0]).not.toBeInstanceOf(Error);
    await encoders.close();
    truncateSync(network, 1000);
    await expect(openLiteEncoders({ modelsDir: folder })).rejects.toThrow(`${network} is damaged (it has 1000 bytes`);
    truncateSync(join(folder, 'lite-text', 'vectors.i8'), 1000);
    await expect(openLiteEncoders({ modelsDir: folder })).rejects.toMatchObject({ code: 'models_missing' });
  });
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
