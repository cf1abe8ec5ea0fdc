import { describe, expect, it } from 'vitest';
import { calibrateThresholds } from '#indexers/calibrate';
import { createRecord } from '#indexers/record';
import { createWorld, withWriter } from '#test/support/index-world';

const WORDS = 'sock hat bag lamp mug shoe desk vase coat ring belt rug'.split(' ');

/** Items whose titles are all pairs of different words. */
const items = WORDS.flatMap((a, index) =>
  WORDS.slice(index + 1).map((b) =>
    createRecord({ id: `${a}-${b}`, title: `${a} ${b}`, kind: 'product', attributes: {} }, []),
  ),
);

async function calibrated(count: number) {
  const world = await createWorld();
  return withWriter(world, async (writer) => {
    await writer.putNow(items.slice(0, count));
    await writer.finish({ calibrate: true });
    const { generation } = writer.live()!;
    const again = await calibrateThresholds(generation, {
      catalog: 'shop',
      records: world.state.records,
      encoders: world.encoders,
    });
    expect(again).toEqual(generation.manifest.thresholds);
    expect((await world.state.generations.live('shop'))!.thresholds).toEqual(again);
    return again;
  });
}

describe('calibrating thresholds', () => {
  it('puts the threshold where an item about other things rarely comes, and its own always does', async () => {
    const { text } = await calibrated(items.length);
    // Half of the words equal gives a cosine of about .7; no word equal hardly ever comes near.
    expect(text).toBeGreaterThan(0.5);
    expect(text).toBeLessThan(1);
  });

  it('does not measure a space on a handful of items', async () => {
    expect(await calibrated(5)).toMatchObject({ text: 0.6, joint: 0.6 });
  });
});
