import { describe, expect, it } from 'vitest';
import type { AnswerStore } from '#src/ports/answers';
import { newCatalog } from './new-catalog.ts';

/** What `src/ports/answers.ts` promises. `stores` gives two connections to the same state, which may be the same. */
export function describeAnswerStore(stores: () => readonly [AnswerStore, AnswerStore]): void {
  const store = (): AnswerStore => stores()[0];
  const of = (source: string, subject: string, answer: unknown = { said: subject }, madeAt = 1_000) => {
    return { source, subject, answer, madeAt };
  };

  describe('answers', () => {
    it('are found under their subject by the first of the sources that has it, by any process', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [
        of('model', 'shoes'),
        of('imported', 'shoes', { better: true }),
        of('model', 'hats'),
      ]);
      const [, beside] = stores();
      expect(await beside.find(catalog, ['imported', 'model'], 'shoes')).toEqual(
        of('imported', 'shoes', { better: true }),
      );
      expect(await beside.find(catalog, ['model', 'imported'], 'shoes')).toEqual(of('model', 'shoes'));
      expect(await beside.find(catalog, ['imported', 'model'], 'hats')).toEqual(of('model', 'hats'));
      expect(await beside.find(catalog, ['other'], 'hats')).toBeUndefined();
      expect(await beside.find(catalog, [], 'hats')).toBeUndefined();
      expect(await beside.find(catalog, ['model'], 'Hats')).toBeUndefined();
      expect(await beside.find(newCatalog(), ['model'], 'hats')).toBeUndefined();
    });

    it('may be nothing, and any JSON under any text', async () => {
      const catalog = newCatalog();
      const subjects = ['', 'o\'brien "x" % _', '靴子', '🥾', 'x'.repeat(500), '{"a":1}'];
      const answer = { text: 'quote " \u0000 \ud800 end', list: [1, true, null] };
      await store().put(
        catalog,
        subjects.map((subject) => of('model', subject, answer)),
      );
      for (const subject of subjects) expect((await store().find(catalog, ['model'], subject))?.answer).toEqual(answer);
      await store().put(catalog, [of('model', 'nothing', null)]);
      expect(await store().find(catalog, ['model'], 'nothing')).toEqual(of('model', 'nothing', null));
      await store().put(catalog, []);
    });

    it('are replaced by later ones of the same place', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [of('model', 'a', 1, 1), of('model', 'a', 2, 2)]);
      expect(await store().find(catalog, ['model'], 'a')).toEqual(of('model', 'a', 2, 2));
      await store().put(catalog, [of('model', 'a', null, 3)]);
      expect(await store().find(catalog, ['model'], 'a')).toEqual(of('model', 'a', null, 3));
    });

    it('are known when they are more than nothing', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [of('model', 'a'), of('model', 'b', null), of('imported', 'c')]);
      expect(await store().known(catalog, 'model', ['a', 'b', 'c', 'a'])).toEqual(new Set(['a']));
      expect(await store().known(catalog, 'model', [])).toEqual(new Set());
      expect(await store().known(newCatalog(), 'model', ['a'])).toEqual(new Set());
    });

    it('are given for many subjects at once, those that are more than nothing', async () => {
      const catalog = newCatalog();
      await store().put(catalog, [
        of('model', 'a', { n: 1 }),
        of('model', 'b', null),
        of('other', 'c'),
        of('model', 'd'),
      ]);
      expect(await store().get(catalog, 'model', ['d', 'a', 'b', 'c', 'a', 'x'])).toEqual(
        new Map<string, unknown>([
          ['a', { n: 1 }],
          ['d', { said: 'd' }],
        ]),
      );
      expect(await store().get(catalog, 'model', [])).toEqual(new Map());
      expect(await store().get(newCatalog(), 'model', ['a'])).toEqual(new Map());
    });

    it('are read, all of the catalog and each once', async () => {
      const catalog = newCatalog();
      const all = Array.from({ length: 2_500 }, (_, n) => of(n % 2 ? 'model' : 'imported', `s${n >> 1}`, { n }));
      await store().put(catalog, [of('model', '', 'of an empty text'), ...all]);
      const read = (await allOf(store().read(catalog))).flat();
      expect(read).toHaveLength(2_501);
      expect(new Set(read.map((one) => JSON.stringify(one))).size).toBe(2_501);
      expect(read).toContainEqual(of('model', '', 'of an empty text'));
      expect(read).toContainEqual(all[77]);
      expect(await allOf(store().read(newCatalog()))).toEqual([]);
    });

    it('are counted by source, and forgotten by source and age', async () => {
      const catalog = newCatalog();
      expect(await store().counts(catalog)).toEqual([]);
      expect(await store().forget(catalog, {})).toBe(0);
      await store().put(catalog, [of('model', 'a', 1, 5), of('model', 'b', 1, 9), of('imported', 'a', 1, 5)]);
      expect(await store().counts(catalog)).toEqual([
        { source: 'model', answers: 2 },
        { source: 'imported', answers: 1 },
      ]);
      expect(await store().forget(catalog, { source: 'model', madeBefore: 9 })).toBe(1);
      expect(await store().known(catalog, 'model', ['a', 'b'])).toEqual(new Set(['b']));
      expect(await store().forget(catalog, { source: 'imported' })).toBe(1);
      expect(await store().counts(catalog)).toEqual([{ source: 'model', answers: 1 }]);
    });

    it('cost tokens, added up by account and day, whoever spends them', async () => {
      const account = newCatalog();
      expect(await store().spend(account, '2026-01-31', 0)).toBe(0);
      await Promise.all(stores().map((one) => one.spend(account, '2026-01-31', 100)));
      expect(await store().spend(account, '2026-01-31', 0)).toBe(200);
      expect(await store().spend(account, '2026-02-01', 5)).toBe(5);
      expect(await store().spend(newCatalog(), '2026-01-31', 0)).toBe(0);
    });
  });
}

async function allOf<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}
