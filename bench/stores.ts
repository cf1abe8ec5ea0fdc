/**
 * The same queries over the embedded store and over Qdrant: whether they have the same candidates, know the same of
 * them and rank them alike, and how long each takes.
 *
 *     QDRANT_URL=http://127.0.0.1:6333 npm run -s bench:stores -- LANCE_DATA QDRANT_DATA CATALOG QUERIES.jsonl
 *
 * Both data folders hold the catalog, indexed from the same source, the second with QDRANT_URL set.
 */
import { openVitrine } from '#src/compose';
import type { Catalog } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import type { Hit } from '#src/domain/hit';
import { parseSearchRequest } from '#src/search/request';
import { machine, quantile, spread } from './support/figures.ts';
import { readQueries } from './support/queries.ts';

const [lanceData, qdrantData, catalogName, file] = process.argv.slice(2);
const url = process.env.QDRANT_URL;
if (lanceData === undefined || qdrantData === undefined || catalogName === undefined || file === undefined || !url) {
  console.error('usage: QDRANT_URL=… bench:stores LANCE_DATA QDRANT_DATA CATALOG QUERIES.jsonl');
  process.exit(2);
}
const MOST_QUERIES = 500;
const PAGE = 1000;
const ROUNDS = 3;

const open = (data: string, env: Readonly<Record<string, string>>) =>
  openVitrine(loadConfig({ env, flags: { data }, cwd: process.cwd() }));
const lance = await open(lanceData, {});
const qdrant = await open(qdrantData, { QDRANT_URL: url });
const [ofLance, ofQdrant] = [await lance.catalog(catalogName), await qdrant.catalog(catalogName)];
const texts = [...new Set(readQueries(file))].slice(0, MOST_QUERIES);

await compareAnswers();
await time('Lance', ofLance);
await time('Qdrant', ofQdrant);
await lance.close();
await qdrant.close();

/** Candidates are compared without the cut-off, so that none is out of sight. */
async function compareAnswers(): Promise<void> {
  const shares: number[] = [];
  const tops: number[] = [];
  const scores: number[] = [];
  const signals = new Map<string, number[]>();
  let oneSided = 0;
  for (const text of texts) {
    const [here, there] = [await candidates(ofLance, text), await candidates(ofQdrant, text)];
    const common = [...here.keys()].filter((id) => there.has(id));
    shares.push(here.size + there.size === 0 ? 1 : (2 * common.length) / (here.size + there.size));
    const top = (hits: ReadonlyMap<string, Hit>) => [...hits.keys()].slice(0, 10);
    const best = new Set(top(there));
    if (best.size > 0) tops.push(top(here).filter((id) => best.has(id)).length / best.size);
    for (const id of common) {
      scores.push(Math.abs(here.get(id)!.score - there.get(id)!.score));
      for (const { signal, raw } of here.get(id)!.why ?? []) {
        const other = there.get(id)!.why?.find((reason) => reason.signal === signal);
        if (!other) continue;
        // A leg that did not return an item leaves it at exactly 0.
        if (signal !== 'lexical' && (raw === 0) !== (other.raw === 0)) oneSided++;
        else note(signals, signal, Math.abs(raw - other.raw));
      }
    }
  }
  console.log(`${machine()}; ${texts.length} queries over ${(await ofLance.status()).indexed} items of ${catalogName}`);
  const few = shares.filter((share) => share < 0.98).length;
  console.log(
    `common candidates: mean ${mean(shares).toFixed(4)}, least ${Math.min(...shares).toFixed(4)}, below .98 in ${few} queries`,
  );
  console.log(`common in the first ten: mean ${mean(tops).toFixed(4)}`);
  console.log(`difference of the score of a common candidate: ${differencesText(scores)}`);
  console.log(`similarities that only one of the stores' legs knows: ${oneSided} of ${scores.length} candidates`);
  for (const [signal, differences] of signals) console.log(`difference of ${signal}: ${differencesText(differences)}`);
}

function note(signals: Map<string, number[]>, signal: string, difference: number): void {
  const own = signals.get(signal);
  if (own) own.push(difference);
  else signals.set(signal, [difference]);
}

async function candidates(catalog: Catalog, text: string): Promise<Map<string, Hit>> {
  const hits = new Map<string, Hit>();
  const asked = { text, limit: PAGE, cutoff: 'off', explain: true, facets: 'none' };
  let queryId: string | undefined;
  for (let offset = 0; ; offset += PAGE) {
    const page = await catalog.search(parseSearchRequest({ ...asked, offset, queryId }));
    for (const hit of page.hits) hits.set(hit.id, hit);
    if (offset + PAGE >= page.total.value) return hits;
    queryId = page.queryId;
  }
}

async function time(name: string, catalog: Catalog): Promise<void> {
  const total: number[] = [];
  const retrieve: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const text of texts) {
      const { took } = await catalog.search(parseSearchRequest({ text }));
      total.push(took.total);
      retrieve.push(took.retrieve);
    }
  }
  console.log(`${name}: search ${spread(total)} ms; of it the store, legs and features: ${spread(retrieve)} ms`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function differencesText(values: readonly number[]): string {
  return `mean ${mean(values).toExponential(1)}, greatest ${quantile(values, 1).toExponential(1)}`;
}
