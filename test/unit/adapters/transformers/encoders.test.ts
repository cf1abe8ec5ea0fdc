import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTransformersEncoders } from '#src/adapters/transformers/encoders';

const FIXTURES = 'test/fixtures/models';

describe('transformers encoders', () => {
  const open = (models: string, dtype: 'fp32' | 'q8' = 'fp32') =>
    openTransformersEncoders({ models, modelsDir: FIXTURES, dtype, hub: null, threads: 1 });

  it('have a space for texts and one for pictures, each of its own model', async () => {
    const encoders = await open(`./${FIXTURES}/tiny-bert+./${FIXTURES}/tiny-clip`);
    expect(
      encoders.spaces.map(({ name, holds, queriedBy, dimensions }) => [name, holds, queriedBy, dimensions]),
    ).toEqual([
      ['text', 'text', ['text'], 16],
      ['joint', 'picture', ['text', 'picture'], 12],
    ]);
    expect(encoders.spaces.map(({ model }) => model)).toEqual([`./${FIXTURES}/tiny-bert`, `./${FIXTURES}/tiny-clip`]);
    await encoders.close();
  });

  it('have another revision with other weights, and the same with the same', async () => {
    const revisions: string[] = [];
    for (const dtype of ['fp32', 'fp32', 'q8'] as const) {
      const encoders = await open(`./${FIXTURES}/tiny-bert`, dtype);
      revisions.push(encoders.spaces[0]!.revision);
      await encoders.close();
    }
    expect(revisions[0]).toBe(revisions[1]);
    expect(revisions[0]).not.toBe(revisions[2]);
  });
});

describe('models that cannot be used', () => {
  const modelsDir = mkdtempSync(join(tmpdir(), 'vitrine-models-'));
  afterAll(() => rmSync(modelsDir, { recursive: true }));
  const open = (models: string, dtype?: 'fp16') =>
    openTransformersEncoders({ models, modelsDir, hub: null, ...(dtype ? { dtype } : {}) });

  it('are told by the folder that was looked in', async () => {
    await expect(open('clip')).rejects.toMatchObject({
      code: 'models_missing',
      message: expect.stringContaining(join(modelsDir, 'Xenova/multilingual-e5-small')),
    });
    await expect(open('./nowhere')).rejects.toMatchObject({ code: 'models_missing' });
  });

  it.each(['nonsense', 'a/b+', 'a/b+c/d+e/f', 'a/../../b'])('are told when "%s" names none', async (models) => {
    await expect(open(models)).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('are told when they have no such weights, with those they have', async () => {
    await expect(open(`./${FIXTURES}/tiny-bert`, 'fp16')).rejects.toThrow(/no fp16 weights .* It has: fp32, q8\./u);
  });

  it('are told when they are of another kind', async () => {
    const folder = join(modelsDir, 'other');
    cpSync(`${FIXTURES}/tiny-clip`, folder, { recursive: true });
    writeFileSync(join(folder, 'config.json'), '{"model_type":"blip"}');
    await expect(open(folder)).rejects.toThrow(/of the kind "blip"; CLIP and SigLIP can be used/u);
  });

  it('are told when loading fails, and loaded when they are repaired', async () => {
    const folder = join(modelsDir, 'spoilt');
    cpSync(`${FIXTURES}/tiny-bert`, folder, { recursive: true });
    writeFileSync(join(folder, 'onnx/model.onnx'), 'no network');
    const encoders = await open(folder);
    const text = encoders.texts.get('text')!;
    await expect(text.encode(['sofa'], 'query')).rejects.toMatchObject({ code: 'models_missing' });
    cpSync(`${FIXTURES}/tiny-bert/onnx/model.onnx`, join(folder, 'onnx/model.onnx'));
    expect((await text.encode(['sofa'], 'query'))[0]).toHaveLength(16);
    await encoders.close();
  });
});
