/**
 * How long a search takes beyond its deadline while a language model fails in every way, by words and by a picture with
 * words: a stand-in server on this machine misbehaves, and what the stage `understand` took is compared with the deadline.
 *
 *     npx tsx bench/model-faults.ts DATA_DIR     (a folder in which `vitrine demo --no-serve` ran)
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { type ModelBehaviour, startModelServer } from '#test/support/model-server';
import { machine } from './support/figures.ts';

const DEADLINE_MS = 300;
const SEARCHES = 8;
const ANSWER = JSON.stringify({ expansions: ['bag'], visual_caption: 'a green bag', product_types: ['bag'] });
const FAULTS: Readonly<Record<string, ModelBehaviour>> = {
  well: { kind: 'answer', content: ANSWER },
  slowly: { kind: 'slow', content: ANSWER, ms: 2 * DEADLINE_MS },
  never: { kind: 'never' },
  'stops in the middle': { kind: 'drip' },
  'half a body': { kind: 'half' },
  'closed connection': { kind: 'reset' },
  '429': { kind: 'status', status: 429, message: 'x' },
  '500': { kind: 'status', status: 500, message: 'x' },
  'code fence': { kind: 'answer', content: `\`\`\`json\n${ANSWER}\n\`\`\`` },
  'wrong types': { kind: 'answer', content: '{"expansions": 7, "visual_caption": 7}' },
  'ten megabytes': { kind: 'huge' },
};

const dataDir = process.argv[2] ?? '.vitrine';
const [first] = readFileSync(join(dataDir, 'demo/products.jsonl'), 'utf8').split('\n');
const image = readFileSync(join(dataDir, 'demo', JSON.parse(first!).images[0]));
console.log(`${machine()}, load ${loadavg()[0]!.toFixed(1)}`);
console.log(`deadline ${DEADLINE_MS} ms, ${SEARCHES} different searches each; milliseconds of the slowest`);
let worst = 0;
let latest = 0;
for (const [name, behaviour] of Object.entries(FAULTS)) {
  const shown: string[] = [];
  for (const [kind, more] of Object.entries({ words: {}, picture: { image } })) {
    const { understand, total, timer, asked } = await measure(`${name} ${kind}`, behaviour, more);
    worst = Math.max(worst, understand);
    latest = Math.max(latest, timer);
    shown.push(
      `${kind}: understand ${understand.toFixed(0)} (plain timer ${(DEADLINE_MS + timer).toFixed(0)}), total ${total.toFixed(0)}, asked ${asked}`,
    );
  }
  console.log(`${name.padEnd(20)} ${shown.join('   ')}`);
}
console.log(
  `worst of understand: deadline + ${(worst - DEADLINE_MS).toFixed(0)} ms; a plain timer: + ${latest.toFixed(0)} ms`,
);

/** The slowest of different searches with a model that behaves so; after five failures the breaker keeps it from being asked. */
async function measure(name: string, behaviour: ModelBehaviour, more: object) {
  const server = await startModelServer(() => behaviour);
  const env = { OPENAI_BASE_URL: server.url, VITRINE_LLM_MODEL: `${name} ${Date.now()}`.replaceAll(' ', '-') };
  const vitrine = await openVitrine(loadConfig({ env, flags: { data: dataDir }, cwd: process.cwd() }));
  const catalog = await vitrine.catalog('default');
  const ask = async (text: string, mode: object) =>
    catalog.search(parseSearchRequest({ text, facets: 'none', rewriteDeadlineMs: DEADLINE_MS, ...more, ...mode }));
  // What is opened by the first searches is no time of the model's.
  for (const warming of [1, 2, 3]) await ask(`bag ${name} warming ${warming}`, { rewrite: 'off' });
  const slowest = { understand: 0, total: 0, timer: 0 };
  for (let n = 0; n < SEARCHES; n++) {
    const begun = performance.now();
    // What this machine makes of a plain timer meanwhile: nothing that waits can be earlier.
    const timer = sleep(DEADLINE_MS).then(() => performance.now() - begun - DEADLINE_MS);
    const { took } = await ask(`bag ${name} ${n}`, {});
    slowest.timer = Math.max(slowest.timer, await timer);
    slowest.understand = Math.max(slowest.understand, took.understand);
    slowest.total = Math.max(slowest.total, took.total);
  }
  await vitrine.close();
  await server.close();
  return { ...slowest, asked: server.asked.length };
}
