import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '#src/adapters/qdrant/connection';
import { itemPoint } from '#src/adapters/qdrant/ids';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import type { RecordReader } from '#src/adapters/qdrant/record-reader';
import { lexicalVector, reweigh } from '#src/adapters/qdrant/reweigh';
import { type Answer, type JsonServer, startJsonServer } from '#test/support/json-server';

const names = collectionNames('vitrine', 'shop', 'g1');
const MEAN = 3;
const [one, two] = [itemPoint('1'), itemPoint('2')];
const RED = '1,0,0,0,0\nred a';
const GREEN = '1,0,0,0,0\ngreen a';

type Weighed = { readonly points: readonly { readonly id: string; readonly vector: object }[] };

describe('weighing words anew', () => {
  let server: JsonServer;
  let connection: Connection;
  let items: Map<string, string>;
  let onWeighed: (asked: Weighed) => Answer | undefined;
  const done: Answer = { status: 200, body: { result: { status: 'completed' } } };

  beforeEach(async () => {
    items = new Map([
      [one, RED],
      [two, RED],
    ]);
    onWeighed = () => undefined;
    server = await startJsonServer(({ path, body }) => {
      if (path === '/') return { status: 200, body: { version: '1.18.3' } };
      if (path.includes('/scroll'))
        return { status: 200, body: { result: { points: [...items.keys()].map((id) => ({ id })) } } };
      return onWeighed(body as Weighed) ?? done;
    });
    connection = await openConnection(settingsOf({ urls: [server.url], retries: 0 }));
  });
  afterEach(() => server.close());

  const reader = {
    read: async (points: readonly string[]) =>
      new Map(points.filter((id) => items.has(id)).map((id) => [id, { tokens: items.get(id)! }])),
  } as unknown as RecordReader;
  const weigh = () => reweigh({ connection, names, reader, writer: { alone: (task) => task() } }, MEAN);
  const weighed = () =>
    server.asked
      .filter(({ path }) => path.includes('/vectors'))
      .map(({ body }) => (body as Weighed).points.map(({ id, vector }) => [id, vector] as const));
  const vectorOf = (tokens: string) => ({ lexical: lexicalVector(tokens, MEAN) });

  it('gives all items vectors for the mean', async () => {
    await weigh();
    expect(weighed()).toEqual([
      [
        [one, vectorOf(RED)],
        [two, vectorOf(RED)],
      ],
    ]);
  });

  it('weighs what another process has written meanwhile once more', async () => {
    onWeighed = () => {
      items.set(two, GREEN);
      return undefined;
    };
    await weigh();
    expect(weighed()[1]).toEqual([[two, vectorOf(GREEN)]]);
    expect(weighed()).toHaveLength(2);
  });

  it('begins a page again of which another process has removed an item', async () => {
    onWeighed = ({ points }) => {
      items.delete(two);
      const isGone = points.some(({ id }) => id === two);
      return isGone
        ? { status: 404, body: { status: { error: `Not found: No point with id ${two} found` } } }
        : undefined;
    };
    await weigh();
    expect(weighed().at(-1)).toEqual([[one, vectorOf(RED)]]);
  });

  it('tells of a collection that is not there', async () => {
    onWeighed = () => ({ status: 404, body: { status: { error: 'Not found: Collection `x` does not exist' } } });
    await expect(weigh()).rejects.toMatchObject({ code: 'generation_incompatible' });
  });
});
