import type { Kind } from '../kind.ts';
import { BRIGHT } from '../palette.ts';

export const STATIONERY: readonly Kind[] = [
  {
    name: 'notebook',
    words: ['notebook', 'journal'],
    category: ['Stationery', 'Notebooks'],
    price: 14,
    colours: [...BRIGHT, 'black', 'navy blue', 'tan', 'forest green', 'blush', 'mint green', 'burgundy'],
    materials: ['linen', 'recycled paper', 'leather'],
    patterns: ['striped', 'dotted', 'checked', 'floral'],
    choices: { pages: [120, 192, 240], ruling: ['dotted', 'lined', 'blank'] },
    lines: [
      '{pages} {ruling} pages that ink does not bleed through.',
      'Lies flat, closes with an elastic, ends with a pocket.',
      'Bound in {material} with two ribbons.',
    ],
    goesWith: ['pen', 'pencils'],
    lasts: 35,
    designs: 8,
  },
  {
    name: 'pen',
    words: ['fountain pen', 'pen'],
    category: ['Stationery', 'Writing', 'Pens'],
    price: 39,
    colours: [...BRIGHT, 'black', 'navy blue', 'silver', 'gold', 'burgundy'],
    materials: ['brass', 'resin', 'aluminium'],
    choices: { nib: ['fine', 'medium', 'broad'] },
    lines: [
      'Writes at the first touch, even after a summer in the drawer.',
      'A {nib} steel nib and a body of {material}.',
      'Makes signatures look deliberate.',
    ],
    goesWith: ['notebook'],
  },
  {
    name: 'pencils',
    words: ['pencil set', 'coloured pencils'],
    category: ['Stationery', 'Writing', 'Pencils'],
    price: 12,
    colours: ['red', 'blue', 'green', 'yellow', 'birch', 'black'],
    materials: ['cedar', 'lime wood'],
    choices: { pieces: [6, 12] },
    lines: [
      'Soft leads that sharpen to a long point.',
      'A cup of {pieces} pencils in {material}.',
      'For maps, margins and rainy afternoons.',
    ],
    goesWith: ['notebook'],
    designs: 4,
  },
  {
    name: 'scissors',
    words: ['scissors'],
    category: ['Stationery', 'Tools'],
    price: 13,
    colours: ['black', 'red', 'orange', 'blue', 'mint green', 'gold', 'pink'],
    materials: ['stainless steel'],
    choices: { lengthCm: [14, 18, 21] },
    lines: [
      'Cuts cardboard, cloth and the plastic they come in.',
      'Blades of {material} with soft loops for left and right hands.',
      'Stays sharp for years.',
    ],
    designs: 5,
  },
];
