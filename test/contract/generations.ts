import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import type { GenerationStore } from '#src/ports/generations';
import { aDocument, aManifest, aSpace, LOOKS_SPACE, WORDS_SPACE } from '#test/support/index-documents';
import type { Bench } from './bench.ts';
import { describeFeatures } from './features.ts';
import { describeAgreement } from './generation-agreement.ts';
import { describeItems } from './generation-items.ts';
import { describeLegs } from './legs.ts';

/** Opens the same place each time; what an earlier store of it wrote is there. */
export type OpenStore = () => Promise<GenerationStore>;

/**
 * Everything that a generation store must do, whatever it is made of. Candidates are compared over data so small that
 * an approximate index has no choice, and their cosines to three digits.
 */
export function describeGenerationStore(name: string, openStore: OpenStore): void {
  describe(name, () => {
    let store: GenerationStore;
    let manifest: GenerationManifest;
    let made = 0;
    const bench = {} as Bench;

    beforeEach(async () => {
      store = await openStore();
      manifest = aManifest({ id: `g${++made}`, catalog: 'contract' });
      bench.generation = await store.create(manifest);
      bench.reopen = async () => {
        await bench.generation.close();
        await store.close();
        store = await openStore();
        bench.generation = await store.open(manifest);
        return bench.generation;
      };
    });
    afterEach(async () => {
      await bench.generation.close();
      await store.drop(manifest);
      await store.close();
    });

    describe('store', () => {
      it('refuses to create what exists', async () => {
        await expect(store.create(manifest)).rejects.toThrow();
      });

      it('refuses to open what does not exist, and says what to do', async () => {
        await expect(store.open(aManifest({ id: 'none' }))).rejects.toMatchObject({
          code: 'generation_incompatible',
          message: expect.stringContaining('vitrine reindex'),
        });
      });

      it('refuses a generation of another format or with other spaces', async () => {
        await bench.generation.close();
        const others: Partial<GenerationManifest>[] = [
          { format: GENERATION_FORMAT + 1 },
          { spaces: [aSpace('words', 'text', 5), LOOKS_SPACE] },
          { spaces: [{ ...WORDS_SPACE, revision: '2' }, LOOKS_SPACE] },
        ];
        for (const other of others) {
          await expect(store.open({ ...manifest, ...other })).rejects.toMatchObject({
            code: 'generation_incompatible',
          });
        }
        bench.generation = await store.open(manifest);
      });

      it('drops a generation, and what is not there without an error', async () => {
        await store.drop(aManifest({ id: 'none' }));
        await bench.generation.close();
        await store.drop(manifest);
        await expect(store.open(manifest)).rejects.toMatchObject({ code: 'generation_incompatible' });
        bench.generation = await store.create(manifest);
        expect(await bench.generation.count()).toBe(0);
      });

      it('shows a generation by its catalog, as often as it is told to, and changes nothing of it', async () => {
        await bench.generation.write([aDocument('1')]);
        const other = aManifest({ id: `${manifest.id}-other`, catalog: 'contract' });
        await (await store.create(other)).close();
        for (const each of [manifest, manifest, other, manifest]) await store.publish(each);
        expect(await (await bench.reopen()).count()).toBe(1);
        await store.drop(other);
        expect(await bench.generation.count()).toBe(1);
      });

      it.each([
        ['A/b', 'a/b'],
        ['..', '.'],
        ['a b', 'a%20b'],
        ['größe', 'gro\u0308ße'],
        ['😀 "x" \'y\'', 'x'.repeat(100)],
      ])('keeps the catalogs %j and %j apart', async (one, other) => {
        const manifests = [aManifest({ catalog: one }), aManifest({ catalog: other })];
        for (const each of manifests) {
          const generation = await store.create(each);
          await generation.write([aDocument(each.catalog)]);
          await generation.close();
        }
        for (const each of manifests) {
          const generation = await store.open(each);
          expect(await generation.sample(10)).toEqual([each.catalog]);
          await generation.close();
          await store.drop(each);
        }
      });
    });

    describeItems(bench);
    describeLegs(bench);
    describeFeatures(bench);
    describeAgreement(bench);
  });
}
