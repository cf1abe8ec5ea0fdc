import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ITEM_FIELDS } from '#src/domain/item';

/** What each part may import of the others; DESIGN: inward only. A part may always import itself. */
const ALLOWED: Record<string, readonly string[]> = {
  domain: ['errors'],
  errors: [],
  text: ['domain'],
  ports: ['domain', 'text', 'errors'],
  understanding: ['domain', 'text', 'ports', 'errors'],
  cf: ['domain', 'text', 'ports', 'errors'],
  ranking: ['domain', 'text', 'ports', 'errors', 'cf'],
  search: ['domain', 'text', 'ports', 'errors', 'understanding', 'ranking', 'cf'],
  recommend: ['domain', 'text', 'ports', 'errors', 'ranking', 'cf'],
  evaluation: ['domain', 'text', 'ports', 'errors', 'search', 'recommend', 'cf'],
  adapters: ['domain', 'text', 'ports', 'errors'],
  indexers: ['domain', 'text', 'ports', 'errors', 'understanding'],
  demo: ['domain', 'errors'],
  config: ['domain', 'errors', 'ranking'],
};
/** The composition root and the faces know everything inside; nobody inside knows them. */
const OUTER = ['compose', 'http', 'cli'];
const INSIDE = Object.keys(ALLOWED);

/** Modules that touch files, sockets, processes or threads: for adapters, config, cli, http, compose and the demo only. */
const OUTSIDE_WORLD = /^node:(fs|net|http|https|dgram|child_process|worker_threads|os|tls|dns)/u;
/** Running models and decoding pictures, shared by the adapters that are encoders. */
const SHARED_BY_ADAPTERS = 'src/adapters/inference/';
const MAY_TOUCH_THE_WORLD = ['adapters', 'config', 'cli', 'http', 'compose', 'demo'];

const files = ['src', 'indexers', 'demo']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`))
  .filter((path) => path.endsWith('.ts'));
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/gu)].map((match) => match[1]!);

/** `src/domain/item.ts` → `domain`, `indexers/run.ts` → `indexers`. */
function partOf(path: string): string {
  const segments = path.split('/');
  return (segments[0] === 'src' ? segments[1]! : segments[0]!).replace(/\.ts$/u, '');
}

function localTarget(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative('.', normalize(join(dirname(file), specifier)));
  const match = /^#(src|indexers|demo|test)\/(.+)$/u.exec(specifier);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

describe('architecture', () => {
  it('reads a tree that is there', () => expect(files.length).toBeGreaterThan(10));

  it.each(files)('%s imports inward only', (file) => {
    const part = partOf(file);
    const targets = importsOf(file).flatMap((specifier) => localTarget(file, specifier) ?? []);
    const allowed = OUTER.includes(part) ? [...INSIDE, ...OUTER] : [part, ...(ALLOWED[part] ?? [])];
    expect(targets.filter((target) => !allowed.includes(partOf(target)))).toEqual([]);
  });

  it('lets no adapter import another', () => {
    const crossing = files
      .filter((file) => file.startsWith('src/adapters/') && !file.startsWith('src/adapters/wrap/'))
      .flatMap((file) => importsOf(file).map((specifier) => [file, localTarget(file, specifier)] as const))
      .filter(([, target]) => target?.startsWith('src/adapters/') && !target.startsWith(SHARED_BY_ADAPTERS))
      .filter(([file, target]) => target?.split('/')[2] !== file.split('/')[2]);
    expect(crossing).toEqual([]);
  });

  it('has no circle of imports, not even of types', () => {
    const targetsOf = (file: string) => importsOf(file).flatMap((specifier) => localTarget(file, specifier) ?? []);
    const imported = new Map(
      files.map((file) => [file, targetsOf(file).map((path) => path.replace(/(\.ts)?$/u, '.ts'))]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (way.includes(file) || done.has(file)) return;
      for (const target of imported.get(file) ?? []) visit(target, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('keeps files, sockets and threads in adapters, config and the faces', () => {
    const touching = files
      .filter((file) => !MAY_TOUCH_THE_WORLD.includes(partOf(file)))
      .filter((file) => importsOf(file).some((specifier) => OUTSIDE_WORLD.test(specifier)));
    expect(touching).toEqual([]);
  });

  it('has all guards and folders that ARCHITECTURE.md names', () => {
    const named = [
      ...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/`((?:test|src|indexers|demo|web|bench)\/[^`\s]*)`/gu),
    ];
    expect(named.length).toBeGreaterThan(20);
    expect(named.map(([, path]) => path!).filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('docs/sources.md', () => {
  it('has every item field', () => {
    const documented = readFileSync('docs/sources.md', 'utf8');
    expect(ITEM_FIELDS.filter((field) => !documented.includes(`\`${field}\``))).toEqual([]);
  });
});
