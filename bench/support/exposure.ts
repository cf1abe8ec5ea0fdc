import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type ExposureFigures, exposureFigures } from '#src/evaluation/recommend/metrics';

export interface Purchases {
  /** Ids of all items, bought or not. */
  readonly catalog: readonly string[];
  /** Shoppers who bought an item. */
  readonly usersOf: (item: string) => number;
}

/** The purchases of `hm` up to a day, `YYYY-MM-DD`. */
export function readPurchases(articles: string, purchases: string, until: string): Purchases {
  const rows = (file: string) => gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(1);
  const catalog = rows(articles)
    .map((row) => row.split(',', 1)[0]!)
    .filter((id) => /^\d{10}$/u.test(id));
  const users = new Map<string, Set<string>>();
  for (const row of rows(purchases)) {
    const [date = '', user = '', item = ''] = row.split(',');
    if (date === '' || date > until) continue;
    const own = users.get(item);
    if (own) own.add(user);
    else users.set(item, new Set([user]));
  }
  return { catalog, usersOf: (item) => users.get(item)?.size ?? 0 };
}

/** Who is shown on the first `depth` places of the lists of a TREC run, which is in the order of the ranks. */
export function runExposure(run: string, depth: number, { catalog, usersOf }: Purchases): ExposureFigures {
  const lists = new Map<string, string[]>();
  for (const line of readFileSync(run, 'utf8').split('\n')) {
    const [query, , item] = line.split(' ');
    if (query === undefined || item === undefined) continue;
    const list = lists.get(query) ?? [];
    lists.set(query, list);
    if (list.length < depth) list.push(item);
  }
  return exposureFigures(lists.values(), catalog, usersOf);
}
