/** A colour that products come in. */
export interface Colour {
  /** Short code for SKUs, unique. */
  readonly code: string;
  /** The word of thirteen that a shopper filters by. */
  readonly family: string;
  readonly hex: string;
  /** For woods and metals the colour says what the thing is made of. */
  readonly material?: string;
}

/** By the name that titles use. */
export const COLOURS = {
  black: { code: 'BLK', family: 'black', hex: '#2a2a2d' },
  white: { code: 'WHT', family: 'white', hex: '#f8f7f4' },
  grey: { code: 'GRY', family: 'grey', hex: '#8f9398' },
  charcoal: { code: 'CHA', family: 'grey', hex: '#55585e' },
  red: { code: 'RED', family: 'red', hex: '#cb2230' },
  burgundy: { code: 'BUR', family: 'red', hex: '#7c1d33' },
  pink: { code: 'PNK', family: 'pink', hex: '#ec7fa5' },
  blush: { code: 'BLU', family: 'pink', hex: '#f1bcc8' },
  orange: { code: 'ORG', family: 'orange', hex: '#ef7a1a' },
  terracotta: { code: 'TER', family: 'orange', hex: '#c9663d' },
  yellow: { code: 'YEL', family: 'yellow', hex: '#f5c928' },
  mustard: { code: 'MUS', family: 'yellow', hex: '#d6a021' },
  green: { code: 'GRN', family: 'green', hex: '#3d9a50' },
  'forest green': { code: 'FOR', family: 'green', hex: '#23563b' },
  'olive green': { code: 'OLV', family: 'green', hex: '#71783f' },
  'mint green': { code: 'MNT', family: 'green', hex: '#a3dabf' },
  blue: { code: 'BLE', family: 'blue', hex: '#2b6dc6' },
  'navy blue': { code: 'NVY', family: 'blue', hex: '#1e2d55' },
  'sky blue': { code: 'SKY', family: 'blue', hex: '#87bde8' },
  purple: { code: 'PRP', family: 'purple', hex: '#6b3c9d' },
  lavender: { code: 'LAV', family: 'purple', hex: '#b7a0df' },
  brown: { code: 'BRN', family: 'brown', hex: '#6c4327' },
  tan: { code: 'TAN', family: 'brown', hex: '#b47c49' },
  beige: { code: 'BEI', family: 'beige', hex: '#d8c3a0' },
  cream: { code: 'CRM', family: 'beige', hex: '#f2e7d0' },
  oak: { code: 'OAK', family: 'brown', hex: '#c4935a', material: 'oak' },
  walnut: { code: 'WAL', family: 'brown', hex: '#6e4729', material: 'walnut' },
  birch: { code: 'BIR', family: 'beige', hex: '#e2c794', material: 'birch' },
  silver: { code: 'SIL', family: 'metallic', hex: '#c2c7cd', material: 'steel' },
  gold: { code: 'GLD', family: 'metallic', hex: '#d0a548', material: 'brass' },
  copper: { code: 'COP', family: 'metallic', hex: '#bd7148', material: 'copper' },
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof COLOURS;

export const WOODS: readonly ColourName[] = ['oak', 'walnut', 'birch'];
export const METALS: readonly ColourName[] = ['silver', 'gold', 'copper'];
const SOBER: readonly ColourName[] = ['black', 'grey', 'charcoal', 'navy blue', 'brown', 'beige', 'white'];
export const BRIGHT: readonly ColourName[] = ['red', 'blue', 'green', 'yellow', 'orange', 'pink', 'purple'];
export const CLOTH: readonly ColourName[] = [
  ...SOBER,
  ...BRIGHT,
  'burgundy',
  'blush',
  'mustard',
  'forest green',
  'olive green',
  'mint green',
  'sky blue',
  'lavender',
  'terracotta',
  'cream',
];
export const LEATHER: readonly ColourName[] = ['black', 'brown', 'tan', 'burgundy', 'navy blue', 'beige', 'red'];
export const GLAZES: readonly ColourName[] = [
  'white',
  'cream',
  'blue',
  'sky blue',
  'forest green',
  'mint green',
  'red',
  'yellow',
  'black',
  'terracotta',
  'blush',
  'grey',
];
export const HOUSINGS: readonly ColourName[] = [
  'black',
  'white',
  'grey',
  'silver',
  'red',
  'blue',
  'mint green',
  'pink',
];

/** Mixes two `#rrggbb`; `share` of the second, 0 to 1. */
export function mix(one: string, other: string, share: number): string {
  const channel = (at: number): string => {
    const [from, to] = [one, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Perceived lightness of `#rrggbb`, 0 (black) to 1 (white); weights of ITU-R BT.709. */
export function lightness(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
