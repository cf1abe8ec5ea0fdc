import { afterEach, describe, expect, it } from 'vitest';
import { createSnapshots } from '#src/adapters/memory/snapshots';
import { parseSearchRequest } from '#src/search/request';
import { createSearch } from '#src/search/search';
import type { Snapshot } from '#src/search/snapshot';
import { createSearchWords, prepareWords } from '#src/search/words';
import { createAnalyser } from '#src/text/analyser';
import type { RewriteRequest } from '#src/understanding/rewrite/rewriter';
import { surfacesOf } from '#src/understanding/surfaces';
import { createVocabulary } from '#src/understanding/vocabulary';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

let shop: SearchShop | undefined;
afterEach(async () => {
  await shop?.close();
  shop = undefined;
});

/** A search over the shop whose words take so long to be made, and what its language model is told. */
async function searchWithWords(makingMs: number) {
  shop = await openSearchShop(['a', 'b', 'c', 'd'].map((id) => ({ id, title: `Desk lamps ${id}` })));
  const { generation, writer, state } = shop;
  let now = 0;
  let titlesRead = 0;
  const records: typeof state.records = {
    ...state.records,
    get: (catalog, ids) => {
      titlesRead++;
      return state.records.get(catalog, ids);
    },
  };
  const made = createSearchWords({ catalog: 'shop', records });
  const told: RewriteRequest[] = [];
  const search = createSearch({
    catalog: 'shop',
    generation,
    analyser: () => writer.live()!.analyser,
    encoders: createFakeEncoders(),
    records: state.records,
    snapshots: createSnapshots<Snapshot>(),
    now: () => now,
    words: (...of) => {
      const words = made(...of);
      const lexicon = () => {
        now += makingMs;
        return words.lexicon();
      };
      return { ...words, lexicon };
    },
    rewriter: {
      rewrite: async (request) => {
        told.push(request);
        return { answer: null, source: 'cache', notices: [] };
      },
      prepare: async () => {},
      forget: () => {},
    },
  });
  return {
    ask: (text: string) => search(parseSearchRequest({ text, rewriteDeadlineMs: 300 })),
    told,
    prepare: () => prepareWords(made(generation(), writer.live()!.analyser)),
    titlesRead: () => titlesRead,
  };
}

describe("a catalog's words", () => {
  it('are made in the time that a search has for its language model', async () => {
    const { ask, told } = await searchWithWords(250);
    await ask('lanps');
    expect(told).toMatchObject([{ text: 'lanps', deadlineMs: 300, spentMs: 250 }]);
  });

  it('are made once, before the first search when they are prepared', async () => {
    const { ask, prepare, titlesRead } = await searchWithWords(0);
    await prepare();
    expect(titlesRead()).toBe(1);
    expect((await ask('lanps')).query.corrected).toBe('lamps');
    await prepare();
    expect(titlesRead()).toBe(1);
  });

  it('let others have their turn while they are made', async () => {
    const turns = countTurns();
    const analyser = createAnalyser({ language: 'en' });
    const texts = Array.from({ length: 1_000 }, (_, n) => `Lamp ${wordOf(n)}`);
    const surfaces = await surfacesOf(texts, analyser);
    const before = turns.count();
    expect(before).toBeGreaterThanOrEqual(9);
    const words = Array.from({ length: 10_000 }, (_, n) => [wordOf(n), 2] as const);
    await createVocabulary(words, surfaces, analyser);
    expect(turns.count() - before).toBeGreaterThanOrEqual(4);
    turns.stop();
  });
});

/** A word of its own for each number. */
function wordOf(n: number): string {
  const digits = String(n).padStart(6, '0');
  return [...digits].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
}

/** How often the event loop goes round. */
function countTurns() {
  let turns = 0;
  let next = setImmediate(turn);
  function turn() {
    turns++;
    next = setImmediate(turn);
  }
  return { count: () => turns, stop: () => clearImmediate(next) };
}
