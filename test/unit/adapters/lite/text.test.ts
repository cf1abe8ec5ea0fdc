import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { createEmbedText } from '#src/adapters/lite/text';
import { readTextModel, type TextModel } from '#src/adapters/lite/text-model';
import { createTokeniser, indexPieces } from '#src/adapters/lite/tokenise';

const FOLDER = 'models/lite-text';
const conformance: { tolerance: number; cases: { text: string; ids: number[]; first8: number[] }[] } = JSON.parse(
  readFileSync(`${FOLDER}/conformance.json`, 'utf8'),
);

describe('lite-text', () => {
  let model: TextModel;
  beforeAll(async () => {
    model = await readTextModel(FOLDER);
  });

  it.each(conformance.cases)('tokenises and embeds $text as the model card says', async ({ text, ids, first8 }) => {
    expect(createTokeniser(model.pieces)(text)).toEqual(ids);
    const vector = createEmbedText(model)(text);
    if (ids.length === 0) expect(vector).toBeNull();
    else first8.forEach((value, i) => void expect(Math.abs(vector![i]! - value)).toBeLessThan(conformance.tolerance));
  });

  it('has tables with the hashes that model.json gives', () => {
    const { files } = JSON.parse(readFileSync(`${FOLDER}/model.json`, 'utf8'));
    for (const name of ['vectors', 'scales', 'weights']) {
      const bytes = readFileSync(`${FOLDER}/${files[name].file}`);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(files[name].sha256);
    }
  });

  it('lets the event loop turn between many small calls', async () => {
    const encoders = await openLiteEncoders({ modelsDir: 'models' });
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    for (let call = 0; call < 300; call++) await encoders.texts.get('text')!.encode(['red shoes'], 'query');
    expect(turned).toBe(true);
    await encoders.close();
  });

  it('lets the event loop turn while it embeds many texts, and gives each the vector that it has alone', async () => {
    const encoders = await openLiteEncoders({ modelsDir: 'models' });
    const texts = Array.from({ length: 500 }, (_, index) => (index % 7 === 0 ? '…' : `red shoes number ${index}`));
    let turns = 0;
    const counting = setInterval(() => void turns++, 0);
    const vectors = await encoders.texts.get('text')!.encode(texts, 'passage');
    clearInterval(counting);
    expect(turns).toBeGreaterThan(0);
    expect(vectors).toEqual(texts.map(createEmbedText(model)));
    expect(vectors[0]).toBeNull();
    await encoders.close();
  });

  it('brings texts of a like meaning near each other', async () => {
    const [sofa, couch, drill] = ['grey sofa', 'gray couch', 'power drill'].map(createEmbedText(model));
    const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(cosine(sofa!, couch!)).toBeGreaterThan(cosine(sofa!, drill!) + 0.3);
  });
});

describe('the tokeniser', () => {
  const tokenise = createTokeniser(indexPieces(['foot', '##ball', '##b', 'a', '##a', 'foo']));

  it('takes the longest piece from the left', () => expect(tokenise('football')).toEqual([0, 1]));
  it('skips a character that no piece begins with', () => expect(tokenise('xfootb xa')).toEqual([2, 4]));
  it('looks at 64 characters of a run', () => expect(tokenise(`a${'x'.repeat(62)}aa`)).toEqual([3, 4]));
  it('keeps 512 tokens', () => expect(tokenise('a '.repeat(600))).toHaveLength(512));
  it('remembers runs without mixing them up', () => {
    expect(tokenise('foot a foot')).toEqual([0, 3, 0]);
    expect(tokenise('foot a foot')).toEqual([0, 3, 0]);
  });
});
