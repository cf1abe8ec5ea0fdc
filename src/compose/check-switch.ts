import type { Live, LiveDeps } from '#indexers/live';
import { createSnapshots } from '#src/adapters/memory/snapshots';
import { parseSearchRequest } from '#src/search/request';
import { createSearch } from '#src/search/search';
import type { Snapshot } from '#src/search/snapshot';

/** How a new generation compares with the live one, before it takes its place. */
export interface SwitchCheck {
  /** Items that it should have, and that it has. */
  readonly expected: number;
  readonly items: number;
  /** Sample queries: beginnings of titles. */
  readonly queries: number;
  /** Queries that find nothing in it. */
  readonly empty: number;
  /** Slowest of the quickest 95 %, in milliseconds. */
  readonly latencyMs: number;
  /** The same of the live one; null where this program cannot search that, as after a change of models. */
  readonly live: { readonly empty: number; readonly latencyMs: number; readonly overlap: number } | null;
  /** What speaks against it. */
  readonly doubts: readonly string[];
}

const QUERIES = 40;
const COMPARED_HITS = 10;
/** Share of items that may be missing: those that come while it is counted. */
const MISSING = 0.005;
/** Share of queries that may find nothing, beyond those that found nothing before. */
const EMPTY = 0.05;
/** Least share of hits that both have among their first ten, on average; equal models give .95 and more. */
const FEWEST_COMMON = 0.3;
/** So many times as slow as the live one, and slower than a shopper notices. */
const SLOWER = { times: 3, ms: 150 } as const;

/** Counts, and asks both generations the same. */
export async function checkSwitch(next: Live, live: Live | undefined, deps: LiveDeps): Promise<SwitchCheck> {
  const expected = await deps.state.records.count(deps.catalog);
  const items = await next.generation.count();
  const queries = await sampleQueries(next, deps);
  const found = await ask(next, queries, deps);
  const before = live && (await ask(live, queries, deps));
  const overlap = before ? commonShare(before.hits, found.hits) : 1;
  const { empty, latencyMs } = found;
  const compared = before ? { empty: before.empty, latencyMs: before.latencyMs, overlap } : null;
  const check = { expected, items, queries: queries.length, empty, latencyMs, live: compared };
  return { ...check, doubts: doubtsAbout(check) };
}

function doubtsAbout({ expected, items, queries, empty, latencyMs, live }: Omit<SwitchCheck, 'doubts'>): string[] {
  const doubts: string[] = [];
  if (Math.abs(expected - items) > Math.max(2, expected * MISSING))
    doubts.push(`it holds ${items} items instead of ${expected}`);
  if (empty - (live?.empty ?? 0) > queries * EMPTY)
    doubts.push(
      `${empty} of ${queries} sample queries find nothing${live ? ` (${live.empty} do in the live one)` : ''}`,
    );
  if (live && live.overlap < FEWEST_COMMON)
    doubts.push(`only ${(100 * live.overlap).toFixed(0)} % of the first hits are those of the live one`);
  if (live && latencyMs > SLOWER.ms && latencyMs > SLOWER.times * live.latencyMs)
    doubts.push(`sample queries take ${latencyMs.toFixed(0)} ms instead of ${live.latencyMs.toFixed(0)} ms`);
  return doubts;
}

/** The first two or three words of titles, spread over the catalog. */
async function sampleQueries({ generation }: Live, { catalog, state }: LiveDeps): Promise<string[]> {
  const records = await state.records.get(catalog, await generation.sample(QUERIES));
  return records.flatMap((record, index) => {
    const words = record?.item.title.split(/\s+/u).slice(0, 2 + (index % 2)) ?? [];
    return words.length === 0 ? [] : [words.join(' ')];
  });
}

interface Asked {
  readonly hits: readonly (readonly string[])[];
  readonly empty: number;
  readonly latencyMs: number;
}

async function ask({ generation, analyser }: Live, queries: readonly string[], deps: LiveDeps): Promise<Asked> {
  const search = createSearch({
    catalog: deps.catalog,
    generation: () => generation,
    analyser: () => analyser,
    encoders: deps.encoders,
    records: deps.state.records,
    snapshots: createSnapshots<Snapshot>(),
    now: () => performance.now(),
  });
  const hits: string[][] = [];
  const times: number[] = [];
  // The first one loads what the others need.
  for (const text of [...queries.slice(0, 1), ...queries]) {
    const page = await search(parseSearchRequest({ text, limit: COMPARED_HITS, facets: 'none' }));
    hits.push(page.hits.map(({ id }) => id));
    times.push(page.took.total);
  }
  const timed = times.slice(1).sort((a, b) => a - b);
  return {
    hits: hits.slice(1),
    empty: hits.slice(1).filter((list) => list.length === 0).length,
    latencyMs: timed[Math.floor(0.95 * (timed.length - 1))] ?? 0,
  };
}

/** Of queries that found something in the first. */
function commonShare(before: Asked['hits'], now: Asked['hits']): number {
  const shares = before.flatMap((list, index) => {
    if (list.length === 0) return [];
    const others = new Set(now[index]);
    return [list.filter((id) => others.has(id)).length / list.length];
  });
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
