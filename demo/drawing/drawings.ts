import { APPLIANCES } from './appliances.ts';
import { BAGS } from './bags.ts';
import { BALLS } from './balls.ts';
import { BOARDS } from './boards.ts';
import { BOOTS } from './boots.ts';
import { BOTTLES } from './bottles.ts';
import { CABINETS } from './cabinets.ts';
import { CAMPING } from './camping.ts';
import { CARE } from './care.ts';
import { COOKING } from './cooking.ts';
import { CUPS } from './cups.ts';
import { CYCLING } from './cycling.ts';
import { DESK_THINGS } from './desk-things.ts';
import { DRESSES } from './dresses.ts';
import { FITNESS } from './fitness.ts';
import { GADGETS } from './gadgets.ts';
import { GARDEN } from './garden.ts';
import { HAIR } from './hair.ts';
import { HATS } from './hats.ts';
import { HOME } from './home.ts';
import { INPUT } from './input.ts';
import { KNITWEAR } from './knitwear.ts';
import { LAMPS } from './lamps.ts';
import { LEATHER_GOODS } from './leather-goods.ts';
import type { Drawing } from './look.ts';
import { LUGGAGE } from './luggage.ts';
import { MAKE_UP } from './make-up.ts';
import { OUTDOORS } from './outdoors.ts';
import { OUTERWEAR } from './outerwear.ts';
import { PHONES } from './phones.ts';
import { PLANTS } from './plants.ts';
import { PLAY } from './play.ts';
import { SCREENS } from './screens.ts';
import { SEATING } from './seating.ts';
import { SHADES } from './shades.ts';
import { SHOES } from './shoes.ts';
import { SOUND } from './sound.ts';
import { TABLES } from './tables.ts';
import { TABLEWARE } from './tableware.ts';
import { TENNIS } from './tennis.ts';
import { TOPS } from './tops.ts';
import { TOYS } from './toys.ts';
import { TROUSERS } from './trousers.ts';
import { UPHOLSTERY } from './upholstery.ts';
import { VEHICLES } from './vehicles.ts';
import { WOOLLENS } from './woollens.ts';

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...APPLIANCES,
  ...BAGS,
  ...BALLS,
  ...BOARDS,
  ...BOOTS,
  ...BOTTLES,
  ...CABINETS,
  ...CAMPING,
  ...CARE,
  ...COOKING,
  ...CUPS,
  ...CYCLING,
  ...DESK_THINGS,
  ...DRESSES,
  ...FITNESS,
  ...GADGETS,
  ...GARDEN,
  ...HAIR,
  ...HATS,
  ...HOME,
  ...INPUT,
  ...KNITWEAR,
  ...LAMPS,
  ...LEATHER_GOODS,
  ...LUGGAGE,
  ...MAKE_UP,
  ...OUTDOORS,
  ...OUTERWEAR,
  ...PHONES,
  ...PLANTS,
  ...PLAY,
  ...SCREENS,
  ...SEATING,
  ...SHADES,
  ...SHOES,
  ...SOUND,
  ...TABLES,
  ...TABLEWARE,
  ...TENNIS,
  ...TOPS,
  ...TOYS,
  ...TROUSERS,
  ...UPHOLSTERY,
  ...VEHICLES,
  ...WOOLLENS,
};

/** The drawing of a kind. */
export function drawingOf(kind: string): Drawing {
  const drawing = DRAWINGS[kind];
  if (drawing === undefined) throw new RangeError(`Nobody has drawn a ${kind}: add it to a family in demo/drawing.`);
  return drawing;
}
