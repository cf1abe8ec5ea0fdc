import { beforeAll, describe, expect, it } from 'vitest';
import type { QueryPlan } from '#src/domain/query';
import { embed, type SpaceQuery } from '#src/search/embed';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { draw } from '#test/support/pictures';

describe('what a query is compared with', () => {
  const encoders = createFakeEncoders();
  let red: Uint8Array;
  beforeAll(async () => {
    red = await draw({ colour: '#dc1e1e' }).png().toBuffer();
  });
  const queriesOf = async (plan: Pick<QueryPlan, 'embedText' | 'excludedTexts'>, image?: Uint8Array) => {
    const queries = await embed(plan as QueryPlan, image, encoders);
    return new Map(queries.map((query): [string, SpaceQuery] => [query.space.name, query]));
  };

  it('compares words with texts and pictures, a picture alone with pictures', async () => {
    const words = await queriesOf({ embedText: 'red', excludedTexts: [] });
    expect([...words].map(([name, { of }]) => [name, of])).toEqual([
      ['text', 'words'],
      ['joint', 'words'],
    ]);
    const picture = await queriesOf({ embedText: '', excludedTexts: [] }, red);
    expect([...picture].map(([name, { of }]) => [name, of])).toEqual([['visual', 'picture']]);
  });

  it('takes away from a picture what is not wanted, also when nothing else is said', async () => {
    const { vector, of } = (await queriesOf({ embedText: '', excludedTexts: ['red'] }, red)).get('joint')!;
    expect(of).toBe('both');
    const [word] = await encoders.texts.get('joint')!.encode(['red'], 'query');
    const cosine = (one: Float32Array) => one.reduce((sum, value, i) => sum + value * word![i]!, 0);
    const [shown] = await encoders.image!.encode([red]);
    if (!shown || shown instanceof Error) throw shown;
    expect(cosine(vector)).toBeLessThan(cosine(shown.vectors.joint!));
  });
});
