import { expect, it } from 'vitest';
import { CF_MODEL } from '#src/compose/training/published';
import { train } from '#src/compose/training/train';
import { createAnalyser } from '#src/text/analyser';
import { createMemoryState } from '#test/support/memory-state';

it('a refresh waits for the training that is under way, and refreshes what that has published', async () => {
  const state = createMemoryState();
  const createFiles = () => {
    throw new Error('reads no files');
  };
  const deps = { state, analyser: createAnalyser({ language: 'en' }), createFiles };
  const options = { catalog: 'shop', parts: ['item'], yes: true } as const;
  await state.events.add('shop', [{ id: 'e', user: 'ann', item: 'lamp', type: 'view', at: Date.UTC(2024, 4, 1) }]);
  const { version } = await train(deps, options);
  const underWay = await state.leases.hold('train shop', new AbortController().signal);
  const refreshing = train(deps, { ...options, refresh: true });
  const live = (await state.models.live('shop', CF_MODEL))!;
  const data = new Uint8Array((await state.models.load('shop', CF_MODEL, version))!);
  await state.models.publish('shop', CF_MODEL, { ...live, version: 'newer', data });
  await underWay.release();
  expect(await refreshing).toMatchObject({ refreshed: 'newer', published: true });
});
