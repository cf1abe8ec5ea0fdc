import { describe, expect, it } from 'vitest';
import { type FailMode, failCall } from '#test/support/fail-call';
import { createWorld, documentsOf, type IndexWorld, index } from '#test/support/index-world';

/** The shop's feed a day later: a price, a text and a picture changed, an item left, another came. */
function nextDay({ files }: IndexWorld): void {
  const csv = Buffer.from(files.content.get('/shop/products.csv')!).toString();
  const changed = csv
    .replace('4.50', '5')
    .replace('Cotton, organic', 'Linen')
    .replace('images/missing.png', 'images/007.png')
    .replace(/^lamp,.*\n/gmu, '')
    .replace(/^short/mu, `new,Newcomer,,,,3,,,,,,,,,,,,\nshort`);
  files.content.set('/shop/products.csv', Buffer.from(changed));
}

/** All that lasts: the documents, the items of record, and that nothing is left to apply. */
async function endState(world: IndexWorld) {
  const { records } = world.state;
  const all = await records.changesAfter('shop', 0, 1000);
  const kept = [...world.disk.values()].at(-1)!;
  return {
    documents: documentsOf(world),
    records: all.map(({ sequence, ...record }) => record).sort((a, b) => (a.item.id < b.item.id ? -1 : 1)),
    behind: (await records.lastSequence('shop')) - kept.sequence,
    live: (await world.state.generations.live('shop'))?.thresholds,
  };
}

async function twoDays(disturbed: (world: IndexWorld, day: number) => Promise<unknown>) {
  const world = await createWorld();
  await disturbed(world, 1);
  nextDay(world);
  await disturbed(world, 2);
  return world;
}

const DAY_OPTIONS = { prune: true };

/** Two undisturbed days; what every disturbed pair of days must come to. */
const undisturbed = await endState(await twoDays((world) => index(world, DAY_OPTIONS)));

describe.each<[FailMode, string, boolean]>([
  ['before', 'fails', false],
  ['after', 'loses its answer', false],
  ['before', 'fails with all that follow', true],
  ['after', 'loses its answer and all that follow fail', true],
])('any call %s doing its work', (mode, what, dead) => {
  it.each([1, 2])(
    `that ${what} on day %i: the same command again ends as if nothing had happened`,
    async (disturbedDay) => {
      let nth = 0;
      for (let failed = true; failed; ) {
        const failing = failCall(++nth, mode, dead);
        const world = await twoDays(async (world, day) => {
          if (day === disturbedDay) await index(world, DAY_OPTIONS, failing.ports).catch(() => {});
          await index(world, DAY_OPTIONS);
        });
        failed = failing.failed();
        expect(await endState(world), `call ${nth}`).toEqual(undisturbed);
      }
      expect(nth).toBeGreaterThan(15);
    },
  );
});
