import type { Kind } from '../kind.ts';
import { ACCESSORIES } from './accessories.ts';
import { ACCESSORIES_MORE } from './accessories-more.ts';
import { BEAUTY } from './beauty.ts';
import { CLOTHING } from './clothing.ts';
import { CLOTHING_MORE } from './clothing-more.ts';
import { ELECTRONICS } from './electronics.ts';
import { ELECTRONICS_MORE } from './electronics-more.ts';
import { FURNITURE } from './furniture.ts';
import { FURNITURE_MORE } from './furniture-more.ts';
import { GARDEN } from './garden.ts';
import { KITCHEN } from './kitchen.ts';
import { KITCHEN_MORE } from './kitchen-more.ts';
import { SHOES } from './shoes.ts';
import { SPORTS } from './sports.ts';
import { SPORTS_MORE } from './sports-more.ts';
import { STATIONERY } from './stationery.ts';
import { TOYS } from './toys.ts';

/**
 * Every kind of product that the demo shop sells, in the order of the products. A new kind is an entry in one of these
 * tables and a drawing of the same name in `demo/drawing`.
 */
export const KINDS: readonly Kind[] = [
  ...CLOTHING,
  ...CLOTHING_MORE,
  ...SHOES,
  ...ACCESSORIES,
  ...ACCESSORIES_MORE,
  ...FURNITURE,
  ...FURNITURE_MORE,
  ...KITCHEN,
  ...KITCHEN_MORE,
  ...ELECTRONICS,
  ...ELECTRONICS_MORE,
  ...TOYS,
  ...GARDEN,
  ...SPORTS,
  ...SPORTS_MORE,
  ...BEAUTY,
  ...STATIONERY,
];
