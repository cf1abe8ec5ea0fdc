import type { Department, Kind } from './kind.ts';
import { KINDS } from './kinds/all.ts';
import type { Product } from './product.ts';
import { createRandom, type Random } from './random.ts';

/** One line of `shoppers.jsonl`: who it is and what draws the person. */
export interface Shopper {
  readonly id: string;
  readonly name: string;
  /** Whose clothes the person buys, as in the attribute `gender`. */
  readonly wears: 'women' | 'men';
  /** Kinds, the dearest first. */
  readonly kinds: readonly string[];
  /** Colour words as in `colour`, the dearest first. */
  readonly colours: readonly string[];
  readonly brands: readonly string[];
  /** Price level that fits the purse: .6 cheap, 1 middling, 1.8 dear. */
  readonly priceLevel: number;
  /** How often the person shops; 1 is usual. */
  readonly activity: number;
}

const NAMES = (
  'Ada Alba Amir Anouk Arlo Bea Bruno Cato Chiara Dario Dina Edda Elif Emil Enzo Esme Farid Fenna Finn Freya Gio ' +
  'Greta Hana Hugo Ida Ilse Imani Ivo Jael Jonas Juna Kai Kaya Lale Leif Lena Levi Lou Mai Malik Mara Milo Mona Nia ' +
  'Nils Noor Odette Omar Otto Paola Pia Quinn Rafi Rosa Ruben Selma Sina Sven Tara Theo Tove Uma Vera Vito Yuna Zoe'
).split(' ');

/** Ways of living: departments with their pull. A shopper has one and strays from it. */
const LIVES: readonly Readonly<Partial<Record<Department, number>>>[] = [
  { Clothing: 5, Shoes: 3, Accessories: 3, Beauty: 2 },
  { Furniture: 4, Home: 5, Kitchen: 3, Garden: 1 },
  { Kitchen: 6, Home: 2, Garden: 2 },
  { Electronics: 6, Stationery: 1, Accessories: 1 },
  { Toys: 5, Clothing: 2, Home: 1, Stationery: 2 },
  { Sports: 6, Shoes: 2, Clothing: 2, Accessories: 1 },
  { Beauty: 5, Accessories: 2, Clothing: 2 },
  { Garden: 5, Home: 3, Kitchen: 2 },
];
const FAVOURITE_COLOURS = 2;
const FAVOURITE_BRANDS = 3;
const STRAY = 0.15;

/** Shoppers with their tastes. The same seed gives the same shoppers. */
export function planShoppers(seed: number, count: number, products: readonly Product[]): readonly Shopper[] {
  const sold = new Set(products.map(({ design }) => design.kind.name));
  const kinds = KINDS.filter(({ name }) => sold.has(name));
  return Array.from({ length: count }, (_, number) => {
    const random = createRandom(`${seed} shopper ${number}`);
    const favourites = favouriteKinds(kinds, random);
    const priceLevel = random.pick([0.6, 0.8, 1, 1, 1.3, 1.8]);
    const offered = products.filter(({ design }) => favourites.includes(design.kind.name));
    const fitting = offered.filter(({ design }) => Math.abs(Math.log(design.level / priceLevel)) < 0.5);
    return {
      id: `s${String(number + 1).padStart(3, '0')}`,
      name: random.pick(NAMES),
      wears: random.pick(['women', 'men'] as const),
      kinds: favourites,
      colours: frequent(
        offered.map(({ row }) => row.colour),
        FAVOURITE_COLOURS,
        random,
      ),
      brands: frequent(
        fitting.map(({ row }) => row.brand),
        FAVOURITE_BRANDS,
        random,
      ),
      priceLevel,
      activity: Math.round(100 * Math.exp(0.8 * random.normal())) / 100,
    };
  });
}

/** Four to seven kinds of the departments that suit the life. */
function favouriteKinds(kinds: readonly Kind[], random: Random): string[] {
  const life = random.pick(LIVES);
  /** Kinds with many designs are those that people come for. */
  const pull = ({ category, designs = 5 }: Kind): number => (life[category[0]] ?? STRAY) * (designs / 5) ** 2;
  const chosen: Kind[] = [];
  const wanted = Math.min(random.whole(4, 7), kinds.length);
  while (chosen.length < wanted) {
    chosen.push(
      random.weighted(
        kinds.filter((kind) => !chosen.includes(kind)),
        pull,
      ),
    );
  }
  return chosen.map(({ name }) => name);
}

/** Up to `count` different values, the likelier the more often they are there. */
const frequent = (values: readonly string[], count: number, random: Random): string[] =>
  [...new Set(random.sample(values, values.length))].slice(0, count);
