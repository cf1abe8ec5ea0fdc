import { APPLIANCES } from './appliances.ts';
import { BAGS } from './bags.ts';
import { BEAUTY } from './beauty.ts';
import { BOTTOMS } from './bottoms.ts';
import { CABINETS } from './cabinets.ts';
import { COOKING } from './cooking.ts';
import { DESK_THINGS } from './desk-things.ts';
import { FITNESS } from './fitness.ts';
import { GADGETS } from './gadgets.ts';
import { GARDEN } from './garden.ts';
import { HATS } from './hats.ts';
import { HOME } from './home.ts';
import type { Drawing } from './look.ts';
import { OUTERWEAR } from './outerwear.ts';
import { SCREENS } from './screens.ts';
import { SEATING } from './seating.ts';
import { SHOES } from './shoes.ts';
import { SMALL_GOODS } from './small-goods.ts';
import { SPORTS } from './sports.ts';
import { TABLEWARE } from './tableware.ts';
import { TOPS } from './tops.ts';
import { TOYS } from './toys.ts';

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
  ...TABLEWARE,
  ...COOKING,
  ...APPLIANCES,
  ...SCREENS,
  ...GADGETS,
  ...TOYS,
  ...GARDEN,
  ...SPORTS,
  ...FITNESS,
  ...BEAUTY,
  ...DESK_THINGS,
};

/** The drawing of a kind. */
export function drawingOf(kind: string): Drawing {
  const drawing = DRAWINGS[kind];
  if (drawing === undefined) throw new RangeError(`Nobody has drawn a ${kind}: add it to a family in demo/drawing.`);
  return drawing;
}
