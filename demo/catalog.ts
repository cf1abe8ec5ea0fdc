import { BRANDS, MODELS, SELLERS } from './brands.ts';
import { completeGtin } from './gtin.ts';
import type { Kind, Pattern } from './kind.ts';
import { KINDS } from './kinds/all.ts';
import { COLOURS, type ColourName } from './palette.ts';
import type { Design, Product, ProductRow } from './product.ts';
import { createRandom, type Random } from './random.ts';
import { type Facts, factsOf, writeDescription, writeTitle } from './wording.ts';

/** Nothing in the shop happens after this moment; it is fixed so that the same seed gives the same shop for ever. */
export const SHOP_TIME = Date.UTC(2025, 5, 30);
export const DAY_MS = 86_400_000;
const DEFAULT_DESIGNS = 5;
/** Share of designs that stay plain although their kind has patterns. */
const PLAIN_SHARE = 0.45;
/** GS1 prefix for numbers inside a shop: no product anywhere has it. */
const IN_STORE_PREFIX = '20';

/** All products of the shop, by kind, design and colour. The same seed gives the same products. */
export function planCatalog(seed: number): readonly Product[] {
  return KINDS.flatMap((kind, kindNumber) =>
    Array.from({ length: kind.designs ?? DEFAULT_DESIGNS }, (_, number) => planDesign(kind, kindNumber, number, seed)),
  ).flat();
}

function planDesign(kind: Kind, kindNumber: number, number: number, seed: number): Product[] {
  const groupId = `${kind.name}-${String(number + 1).padStart(2, '0')}`;
  const random = createRandom(`${seed} design ${groupId}`);
  const design = makeDesign(kind, groupId, random);
  const choices: Facts = Object.fromEntries(
    Object.entries(kind.choices ?? {}).map(([name, values]) => [name, random.pick(values)]),
  );
  const createdAt = new Date(SHOP_TIME - random.whole(5, 700) * DAY_MS).toISOString();
  const colours = random.sample(
    kind.colours,
    random.weighted([1, 2, 3, 4], (count) => [0, 2, 5, 3, 1][count]!),
  );
  return colours.map((colour, index) => {
    const code = kindNumber * 10_000 + number * 100 + index;
    const row = makeRow(design, colour, choices, { code, createdAt }, createRandom(`${seed} ${groupId} ${colour}`));
    return { row, design, colour, appeal: Math.exp(0.7 * random.normal()) };
  });
}

function makeDesign(kind: Kind, groupId: string, random: Random): Design {
  const brand = random.pick(BRANDS.filter(({ departments }) => departments.includes(kind.category[0])));
  const patterns: readonly Pattern[] = kind.patterns ?? [];
  return {
    groupId,
    kind,
    brand: brand.name,
    level: brand.level,
    model: random.pick(MODELS),
    word: random.weighted(kind.words, (word) => (word === kind.words[0] ? 2 : 1)),
    pattern: patterns.length === 0 || random.chance(PLAIN_SHARE) ? 'plain' : random.pick(patterns),
    material: random.pick(kind.materials),
    accent: random.pick(kind.colours),
    price: roundPrice(kind.price * brand.level * random.between(0.75, 1.3)),
  };
}

function makeRow(
  design: Design,
  colour: ColourName,
  choices: Facts,
  { code, createdAt }: { readonly code: number; readonly createdAt: string },
  random: Random,
): ProductRow {
  const { kind, groupId, pattern } = design;
  const facts = factsOf(design, colour, choices);
  const id = `${groupId}-${colour.replaceAll(' ', '-')}`;
  const stock = random.chance(0.09) ? 0 : random.whole(1, 90);
  return {
    id,
    title: writeTitle(facts, random),
    description: writeDescription(kind, facts, createRandom(`${groupId} words`)),
    brand: design.brand,
    ...(random.chance(0.12) ? { seller: random.pick(SELLERS) } : {}),
    category: kind.category,
    price: random.chance(0.15) ? roundPrice(design.price * 0.8) : design.price,
    currency: 'EUR',
    images: imagePaths(id, kind, random),
    availability: stock > 0 ? 'in_stock' : random.chance(0.3) ? 'preorder' : 'out_of_stock',
    stock,
    ...(random.chance(0.92) ? { rating: Math.round(random.between(3.3, 4.95) * 10) / 10 } : {}),
    sku: `${groupId.toUpperCase().replaceAll('-', '')}-${COLOURS[colour].code}`,
    gtin: [completeGtin(`${IN_STORE_PREFIX}${String(code).padStart(10, '0')}`)],
    mpn: `${design.brand.slice(0, 2).toUpperCase()}${String(code).padStart(7, '0')}`,
    createdAt,
    groupId,
    colour: COLOURS[colour].family,
    shade: colour,
    material: String(facts.material),
    pattern,
    ...(kind.sizes === undefined ? {} : { size: someSizes(kind.sizes, random) }),
    ...choices,
  };
}

/** About a fifth of the products have a second picture; some departments ship other formats. */
function imagePaths(id: string, kind: Kind, random: Random): string[] {
  const [department] = kind.category;
  const extension = department === 'Electronics' ? 'webp' : department === 'Stationery' ? 'png' : 'jpg';
  const second = random.chance(0.2) ? [`images/${id}-2.${extension}`] : [];
  return [`images/${id}.${extension}`, ...second];
}

/** Most sizes are there; a few are sold out. */
function someSizes(sizes: readonly string[], random: Random): string[] {
  const left = sizes.filter(() => random.chance(0.85));
  return left.length > 0 ? left : [sizes[0]!];
}

/** Shop prices: 8.90, 24.95, 149, 890. */
function roundPrice(euros: number): number {
  if (euros < 20) return Math.max(1, Math.floor(euros)) + 0.9;
  if (euros < 100) return Math.floor(euros) + 0.95;
  return euros < 400 ? Math.round(euros / 10) * 10 - 1 : Math.round(euros / 10) * 10;
}
