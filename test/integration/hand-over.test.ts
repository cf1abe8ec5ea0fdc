import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '#src/cli/io';
import { createLocalSession } from '#src/cli/local-session';
import { runCommandLine } from '#src/cli/program';

/** A command line at work: what it says so far, and its exit status. */
interface Command {
  readonly said: { out: string; err: string };
  readonly status: Promise<number>;
  /** Resolves when it has said so on standard error. */
  heard(text: string): Promise<void>;
  interrupt(): void;
}

async function* nothing() {}

/** Each command gets the folder, or the owner's help, as processes do: the lock holds within a process too. */
describe('commands beside one that owns the data folder', () => {
  let cwd: string;
  const running: Command[] = [];
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'vitrine-hand-over-'));
  });
  afterEach(async () => {
    for (const command of running.splice(0)) {
      command.interrupt();
      await command.status;
    }
    await rm(cwd, { recursive: true });
  });

  const start = (
    argv: readonly string[],
    input: () => AsyncIterable<string> = nothing,
    env: Record<string, string> = {},
  ): Command => {
    const controller = new AbortController();
    const said = { out: '', err: '' };
    let wake = (): void => {};
    const io: Io = {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
        wake();
      },
      input: async function* () {
        for await (const piece of input()) yield Buffer.from(piece);
      },
      terminal: false,
      columns: 80,
      cwd,
      env,
      signal: controller.signal,
    };
    const status = runCommandLine(argv, io, createLocalSession(argv, io));
    const heard = async (text: string): Promise<void> => {
      while (!said.err.includes(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    const command = { said, status, heard, interrupt: () => controller.abort() };
    running.push(command);
    return command;
  };
  const serve = async (env: Record<string, string> = {}): Promise<Command> => {
    const server = start(['serve', '--port', '0'], nothing, env);
    await server.heard('Serving on');
    return server;
  };

  it('run there, with their own standard input, folder, environment, output and exit status', async () => {
    const server = await serve();
    async function* rows() {
      yield '{"id":"a","title":"Red sofa"}\n{"id":"b",';
      yield '"title":"Blue lamp"}\n';
    }
    const index = start(['index', '-', '--format', 'jsonl', '--json'], rows, { VITRINE_CATALOG: 'shop' });
    expect(await index.status).toBe(0);
    expect(JSON.parse(index.said.out)).toMatchObject({ read: 2, indexed: 2 });
    const search = start(['search', 'lamp', '--json', '--catalog', 'shop']);
    expect(await search.status).toBe(0);
    expect(JSON.parse(search.said.out).hits.map(({ id }: { id: string }) => id)).toEqual(['b']);
    const lost = start(['search', 'lamp']);
    expect(await lost.status).toBe(1);
    expect(lost.said.err).toContain('There is no catalog "default"');
    expect(await start(['search', 'lamp', '--nonsense']).status).toBe(2);
    server.interrupt();
    expect(await server.status).toBe(0);
    const alone = start(['search', 'sofa', '--json', '--catalog', 'shop']);
    expect(await alone.status).toBe(0);
    expect(JSON.parse(alone.said.out).hits.map(({ id }: { id: string }) => id)).toEqual(['a']);
  });

  it('are served the catalog that the configuration names', async () => {
    const server = await serve({ VITRINE_CATALOG: 'shop' });
    const address = /Serving on (\S+)/u.exec(server.said.err)![1]!;
    expect(await (await fetch(new URL('/v1/catalogs', address))).json()).toMatchObject({ default: 'shop' });
  });

  it('that cannot write their run fail alone', async () => {
    const server = await serve();
    await start(['index', '-', '--format', 'jsonl'], async function* () {
      yield '{"id":"a","title":"Red sofa"}\n';
    }).status;
    const failed = start(['search', '--batch', '-', '--run', 'nowhere/out.run'], async function* () {
      yield '{"qid":"1","text":"sofa"}\n';
    });
    expect(await failed.status).toBe(1);
    expect(failed.said.err).toContain('nowhere/out.run');
    expect(await start(['search', 'sofa', '--json']).status).toBe(0);
    server.interrupt();
    expect(await server.status).toBe(0);
  });

  it('are refused when they want other stores, and told so without the addresses', async () => {
    await serve();
    const elsewhere = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/shop', QDRANT_URL: 'http://127.0.0.1:1' };
    const other = start(['status', '--json'], nothing, elsewhere);
    expect(await other.status).toBe(1);
    expect(other.said.err).toMatch(/open with other stores .*DATABASE_URL, QDRANT_URL/u);
    expect(other.said.err).not.toContain('secret');
    expect(await start(['status', '--json']).status).toBe(0);
  });

  it('are refused when they want other models, and told so', async () => {
    const server = await serve();
    const other = start(['status', '--json'], nothing, { VITRINE_MODELS: 'clip' });
    expect(await other.status).toBe(1);
    expect(other.said.err).toContain('is open with the models "lite"');
    expect(await start(['status', '--json']).status).toBe(0);
    expect(server.said.err).not.toContain('clip');
  });

  it('keep the owner until they are done, and are stopped when it is interrupted', async () => {
    const first = blockedInput();
    const owner = start(['index', '-', '--format', 'jsonl', '--json'], first.input);
    await first.begun;
    const second = blockedInput();
    const other = start(['index', '-', '--format', 'jsonl', '--json'], second.input);
    await second.begun;
    first.finish();
    await owner.heard('another process still runs here');
    expect(JSON.parse(owner.said.out)).toMatchObject({ indexed: 1 });
    owner.interrupt();
    second.finish();
    expect(await other.status).toBe(1);
    expect(await owner.status).toBe(0);
  });

  it('that serve wait for the folder, say who holds it, and outlive that one', async () => {
    const { begun, finish, input } = blockedInput();
    const owner = start(['index', '-', '--format', 'jsonl'], input);
    await begun;
    const server = start(['serve', '--port', '0']);
    await server.heard(`held by process ${process.pid}`);
    finish();
    expect(await owner.status).toBe(0);
    await server.heard('Serving on');
    const search = start(['search', 'sofa', '--json']);
    expect(await search.status).toBe(0);
    expect(server.said.err.match(/Waiting/gu)).toHaveLength(1);
    server.interrupt();
    expect(await server.status).toBe(0);
  });

  it('that serve can be interrupted while they wait', async () => {
    await serve();
    const second = start(['serve', '--port', '0']);
    await second.heard('Waiting for the data folder');
    second.interrupt();
    expect(await second.status).toBe(1);
    expect(second.said.err).not.toContain('Serving on');
  });
});

/** Standard input of one item, which ends when it is told to. */
function blockedInput() {
  let begin = (): void => {};
  let finish = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const input = async function* () {
    begin();
    await finished;
    yield '{"id":"a","title":"Red sofa"}\n';
  };
  return { begun, finish: () => finish(), input };
}
