/**
 * Spellings of units by the token they become. A spelling after `|` is read as a unit anywhere; one before it only
 * after a number, because `in`, `a`, `l` and the like are words or letters elsewhere.
 */
const UNITS: Readonly<Record<string, string>> = {
  inch: "in \" '' zoll | inch inches",
  foot: "ft ' | feet foot",
  yard: 'yd yds | yard yards',
  mm: 'mm | millimeter millimeters millimetre millimetres',
  cm: 'cm cms | centimeter centimeters centimetre centimetres',
  metre: 'm mtr mtrs meter meters | metre metres',
  km: 'km | kilometer kilometers kilometre kilometres',
  mile: 'mi | mile miles',
  pound: 'lb lbs # | pound pounds',
  ounce: 'oz | ounce ounces',
  gram: 'g gr gm | gram grams gramm',
  kg: 'kg kgs kilo kilos | kilogram kilograms kilogramm',
  gallon: 'gal gals | gallon gallons',
  quart: 'qt qts | quart quarts',
  pint: 'pt | pint pints',
  liter: 'l ltr | liter liters litre litres',
  ml: 'ml | milliliter milliliters millilitre millilitres',
  volt: 'v | volt volts',
  watt: 'w | watt watts',
  kw: 'kw | kilowatt kilowatts',
  amp: 'a | amp amps ampere amperes',
  mah: 'mah',
  hp: 'hp | horsepower',
  btu: 'btu btus',
  gb: 'gb | gigabyte gigabytes',
  tb: 'tb | terabyte terabytes',
  mb: 'mb | megabyte megabytes',
  ghz: 'ghz',
  mhz: 'mhz',
  hz: 'hz | hertz',
  pack: 'pk pck | pack packs',
  piece: 'pc pcs | piece pieces stk stck stuck',
  degree: 'deg | degree degrees',
  gpm: 'gpm',
  gpf: 'gpf',
};

const AFTER_NUMBER = new Map<string, string>();
const ANYWHERE = new Map<string, string>();
for (const [token, spellings] of Object.entries(UNITS)) {
  const [short, long] = spellings.split('|');
  for (const spelling of short!.trim().split(' ')) AFTER_NUMBER.set(spelling, token);
  for (const spelling of long?.trim().split(' ') ?? []) {
    AFTER_NUMBER.set(spelling, token);
    ANYWHERE.set(spelling, token);
  }
}

/** Words that may stand between a number and its unit: `4 cu. ft.`, `16 fl. oz.`. */
const BETWEEN = new Map([
  ['sq', 'square'],
  ['square', 'square'],
  ['cu', 'cubic'],
  ['cubic', 'cubic'],
  ['fl', 'fluid'],
  ['fluid', 'fluid'],
  ['linear', 'linear'],
]);

/** The token of a unit, or undefined when the folded word is none in this place. */
export function unitToken(word: string, afterNumber: boolean): string | undefined {
  return (afterNumber ? AFTER_NUMBER : ANYWHERE).get(word);
}

/** The token of a word that leaves the next word "after a number", e.g. `square` for `sq`. */
export function betweenToken(word: string): string | undefined {
  return BETWEEN.get(word);
}
