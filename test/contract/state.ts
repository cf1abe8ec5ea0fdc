import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StateStore } from '#src/ports/records';
import { newCatalog } from './new-catalog.ts';
import { describeAnswerStore } from './state-answers.ts';
import { describeEventLog, newEvent } from './state-events.ts';
import { describeGenerationRegistry } from './state-generations.ts';
import { describeModels, newModel } from './state-models.ts';
import { describeRecordStore } from './state-records.ts';
import { describeRuns } from './state-runs.ts';
import { describeSharing } from './state-sharing.ts';
import { describeRetention, describeShoppers } from './state-shoppers.ts';
import { describeSynonymStore } from './state-synonyms.ts';
import { describeConcurrentWriters } from './state-writers.ts';

export interface StateContractOptions {
  /**
   * Opens the same state again, beside the one that is open, when several processes may share it; without it, the
   * cases of concurrent writers run over one connection.
   */
  readonly openBeside?: () => Promise<StateStore>;
  /** Whether processes that share the state hear of each other; without it, that is tried within one. */
  readonly tellsOthers?: boolean;
}

/** What `src/ports/records.ts` promises; every adapter and the fake run it. `open` is called once for all cases. */
export function describeStateStore(
  name: string,
  open: () => Promise<StateStore>,
  { openBeside, tellsOthers = false }: StateContractOptions = {},
): void {
  describe(`state: ${name}`, () => {
    let state: StateStore;
    let beside: StateStore;
    beforeAll(async () => {
      state = await open();
      beside = openBeside ? await openBeside() : state;
    });
    afterAll(async () => {
      await beside.close();
      await state.close();
    });

    describeRecordStore(() => state.records);
    describeConcurrentWriters(() => [state.records, beside.records]);
    describeRuns(() => state.records);
    describeSharing(() => [state, tellsOthers ? beside : state]);
    describeGenerationRegistry(() => [state.generations, beside.generations]);
    describeEventLog(() => [state.events, beside.events]);
    describeShoppers(() => [state, beside]);
    describeAnswerStore(() => [state.answers, beside.answers]);
    describeSynonymStore(() => [state.synonyms, beside.synonyms]);
    describeModels(() => [state.models, beside.models]);
    describeRetention(() => state);

    it('tells of events and models', async () => {
      const catalog = newCatalog();
      const told = new Set<string>();
      const stop = state.notices.subscribe((notice) => {
        if (notice.kind !== 'unsure' && notice.catalog === catalog) told.add(notice.kind);
      });
      // The way of the notices may take its time to be there.
      for (let version = 0; told.size < 2; version++) {
        await state.events.add(catalog, [newEvent()]);
        await state.models.publish(catalog, 'cf', newModel(`v${version}`));
      }
      expect([...told].sort()).toEqual(['events', 'models']);
      stop();
    });

    it('may be closed twice, and answers nothing afterwards', async () => {
      const closing = await (openBeside ?? open)();
      const { records, generations, events, queries, shoppers, answers } = closing;
      await closing.close();
      await closing.close();
      await expect(records.count('any')).rejects.toThrow('closed');
      await expect(generations.catalogs()).rejects.toThrow('closed');
      await expect(events.counts('any')).rejects.toThrow('closed');
      await expect(queries.get('any', ['q'])).rejects.toThrow('closed');
      await expect(shoppers.catalogs()).rejects.toThrow('closed');
      await expect(answers.counts('any')).rejects.toThrow('closed');
    });
  });
}
