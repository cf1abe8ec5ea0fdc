import type { Department } from './kind.ts';

/** A brand that does not exist. `level` multiplies the price of a kind: .6 cheap, 1 middling, 1.9 dear. */
export interface Brand {
  readonly name: string;
  readonly level: number;
  readonly departments: readonly Department[];
}

export const BRANDS: readonly Brand[] = [
  { name: 'Brindlecote', level: 1, departments: ['Clothing', 'Accessories'] },
  { name: 'Wrenfall', level: 1.9, departments: ['Clothing', 'Shoes', 'Accessories'] },
  { name: 'Tuppenny Row', level: 0.6, departments: ['Clothing', 'Shoes', 'Accessories', 'Home'] },
  { name: 'Mossendale', level: 1.2, departments: ['Clothing', 'Shoes', 'Sports', 'Garden'] },
  { name: 'Larkentine', level: 1.5, departments: ['Clothing', 'Accessories', 'Beauty'] },
  { name: 'Saltmarrow', level: 1, departments: ['Shoes', 'Sports', 'Clothing'] },
  { name: 'Corvessa', level: 1.9, departments: ['Shoes', 'Accessories', 'Beauty'] },
  { name: 'Quarrowby', level: 0.75, departments: ['Shoes', 'Clothing', 'Sports'] },
  { name: 'Hollinbeck', level: 1.4, departments: ['Furniture', 'Home'] },
  { name: 'Everlathe', level: 1, departments: ['Furniture', 'Home', 'Garden'] },
  { name: 'Boxwren', level: 0.65, departments: ['Furniture', 'Home', 'Kitchen'] },
  { name: 'Umberlane', level: 1.8, departments: ['Furniture', 'Home', 'Kitchen'] },
  { name: 'Dunmallow', level: 1, departments: ['Kitchen', 'Home'] },
  { name: 'Pomelune', level: 0.7, departments: ['Kitchen', 'Toys', 'Stationery'] },
  { name: 'Ironquill', level: 1.6, departments: ['Kitchen', 'Garden'] },
  { name: 'Vantreska', level: 1.7, departments: ['Electronics'] },
  { name: 'Kitebyte', level: 1, departments: ['Electronics', 'Toys'] },
  { name: 'Ohmlet', level: 0.6, departments: ['Electronics', 'Kitchen'] },
  { name: 'Zellinora', level: 1.3, departments: ['Electronics', 'Beauty'] },
  { name: 'Thimbleroot', level: 1.1, departments: ['Toys', 'Stationery', 'Home'] },
  { name: 'Bumblewick', level: 0.7, departments: ['Toys'] },
  { name: 'Oakharrow', level: 1.6, departments: ['Toys', 'Furniture'] },
  { name: 'Nettlewick', level: 1, departments: ['Garden', 'Stationery'] },
  { name: 'Fennimoor', level: 0.7, departments: ['Garden', 'Sports'] },
  { name: 'Cragfinch', level: 1.6, departments: ['Sports', 'Accessories'] },
  { name: 'Pacebarrow', level: 1, departments: ['Sports', 'Shoes'] },
  { name: 'Ivoraine', level: 1, departments: ['Beauty'] },
  { name: 'Petalmoth', level: 0.6, departments: ['Beauty', 'Accessories'] },
  { name: 'Inkhollow', level: 1.4, departments: ['Stationery', 'Electronics'] },
];

/** Names of designs. */
export const MODELS: readonly string[] = (
  'Alder Arden Aspen Basil Birk Bramble Briar Calla Cedar Cleo Clover Coral Cove Dahlia Dale Dune Elm Ember Fable ' +
  'Fern Finch Fjord Flora Gale Glen Grove Halo Harbour Haven Hazel Heath Heron Iris Isla Ivy Juno Juniper Kestrel ' +
  'Lake Lark Laurel Linden Loch Luna Maple Marlow Meadow Mika Mira Moss Nell Nola Nova Oak Odin Opal Orla Otter ' +
  'Pebble Pine Poppy Quill Raven Reed Ridge River Robin Rowan Rue Sable Sage Sol Sorrel Tarn Teal Thea Thyme Tilda ' +
  'Vale Vera Wander Willow Wren Yara Yarrow Zuri'
).split(' ');

/** Marketplace sellers; most products are sold by the shop itself and have none. */
export const SELLERS: readonly string[] = [
  'Harbour Street Goods',
  'The Second Shelf',
  'Lantern Yard',
  'Bright Corner Store',
  'North Quay Trading',
];
