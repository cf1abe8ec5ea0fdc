import { BAGS } from './bags.ts';
import { BOTTOMS } from './bottoms.ts';
import { CABINETS } from './cabinets.ts';
import { drawBlob } from './fallback.ts';
import { HATS } from './hats.ts';
import { HOME } from './home.ts';
import type { Drawing } from './look.ts';
import { OUTERWEAR } from './outerwear.ts';
import { SEATING } from './seating.ts';
import { SHOES } from './shoes.ts';
import { SMALL_GOODS } from './small-goods.ts';
import { TOPS } from './tops.ts';

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...TOPS,
  ...BOTTOMS,
  ...OUTERWEAR,
  ...HATS,
  ...SHOES,
  ...BAGS,
  ...SMALL_GOODS,
  ...SEATING,
  ...CABINETS,
  ...HOME,
};

/** The drawing of a kind. */
export const drawingOf = (kind: string): Drawing => DRAWINGS[kind] ?? drawBlob;
