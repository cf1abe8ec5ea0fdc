import { describe, expect, it } from 'vitest';
import type { SearchPage } from '#src/domain/hit';
import type { LoggedQuery } from '#src/ports/query-log';
import { createQueryRecorder, loggedQuery } from '#src/search/record-queries';
import { parseSearchRequest } from '#src/search/request';

const page = {
  queryId: 'q1',
  hits: Array.from({ length: 120 }, (_, index) => ({ id: `i${index}` })),
} as unknown as SearchPage;
const query = (queryId: string): LoggedQuery => ({ queryId, user: 'ann', text: 'lamp', at: 1, shown: [], offset: 0 });

describe('what is kept of a search', () => {
  it('is who, what, when, and the first items shown', () => {
    const request = parseSearchRequest({ text: 'lamp', session: 's', offset: 24 });
    expect(loggedQuery(request, page, 7)).toEqual({
      queryId: 'q1',
      session: 's',
      text: 'lamp',
      at: 7,
      shown: page.hits.slice(0, 100).map(({ id }) => id),
      offset: 24,
    });
  });
  it('is nothing where nobody is named, or the list was logged already', () => {
    expect(loggedQuery(parseSearchRequest({ text: 'lamp' }), page, 7)).toBeUndefined();
    expect(loggedQuery(parseSearchRequest({ text: 'lamp', user: 'ann', queryId: 'q1' }), page, 7)).toBeUndefined();
    expect(loggedQuery(parseSearchRequest({ user: 'ann', queryId: 'gone' }), page, 7)).toMatchObject({ text: '' });
  });
});

describe('recording queries', () => {
  it('happens after the answer, what came meanwhile together, and is waited for', async () => {
    const batches: [string, string[]][] = [];
    const recorder = createQueryRecorder({
      add: async (catalog, queries) => void batches.push([catalog, queries.map(({ queryId }) => queryId)]),
    });
    recorder.record('shop', query('a'));
    recorder.record('other', query('b'));
    recorder.record('shop', query('c'));
    expect(batches).toEqual([]);
    await recorder.drain();
    expect(batches).toEqual([
      ['shop', ['a', 'c']],
      ['other', ['b']],
    ]);
    await recorder.drain();
  });
  it('that fails loses its queries, says how many, and goes on', async () => {
    let calls = 0;
    const recorder = createQueryRecorder({
      add: async () => (calls++ === 0 ? Promise.reject(new Error('full')) : undefined),
    });
    recorder.record('shop', query('a'));
    recorder.record('shop', query('b'));
    await recorder.drain();
    recorder.record('shop', query('c'));
    await recorder.drain();
    expect([calls, recorder.lost]).toEqual([2, 2]);
  });
  it('takes no more than it can hold when the log does not answer', async () => {
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const recorder = createQueryRecorder({ add: () => blocked });
    for (let index = 0; index < 10_005; index++) recorder.record('shop', query(`${index}`));
    expect(recorder.lost).toBe(5);
    release();
    await recorder.drain();
  });
});
