/**
 * How well "this picture, but in green" is answered on the demo shop: of the first ten results, how many are of the
 * picture's kind, and how many also have the colour asked for.
 *
 *     npm run -s bench:picture-with-words -- DATA_DIR     (a folder in which `vitrine demo --no-serve` ran)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';

interface Product {
  readonly id: string;
  readonly category: readonly string[];
  readonly images: readonly string[];
  readonly groupId: string;
  readonly colour: string;
}

const QUERIES = 80;
const dataDir = process.argv[2] ?? '.vitrine';
const folder = join(dataDir, 'demo');
const products = readFileSync(join(folder, 'products.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Product);
const byId = new Map(products.map((product) => [product.id, product]));
const kindOf = ({ category }: Product) => category.join(' > ');
const coloursOf = (kind: string) => [
  ...new Set(products.filter((product) => kindOf(product) === kind).map(({ colour }) => colour)),
];

const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data: dataDir }, cwd: process.cwd() }));
const catalog = await vitrine.catalog('default');
let sameKind = 0;
let sameKindAndColour = 0;
let possible = 0;
for (let n = 0; n < QUERIES; n++) {
  const asked = products[Math.floor((n * products.length) / QUERIES)]!;
  const others = coloursOf(kindOf(asked)).filter((colour) => colour !== asked.colour);
  const colour = others[n % others.length];
  if (colour === undefined) continue;
  const image = readFileSync(join(folder, asked.images[0]!));
  const page = await catalog.search(parseSearchRequest({ image, text: `but ${colour}`, limit: 10, facets: 'none' }));
  const hits = page.hits.map(({ id }) => byId.get(id)!).filter((product) => kindOf(product) === kindOf(asked));
  sameKind += hits.length / 10;
  sameKindAndColour += hits.filter((product) => product.colour === colour).length;
  possible += Math.min(
    10,
    products.filter((product) => kindOf(product) === kindOf(asked) && product.colour === colour).length,
  );
}
await vitrine.close();
console.log(`same kind, of the first ten: ${(sameKind / QUERIES).toFixed(3)}`);
console.log(`same kind and the colour asked for, of those there are: ${(sameKindAndColour / possible).toFixed(3)}`);
