import { lightness, mix } from '../palette.ts';
import type { Look } from './look.ts';

type Stop = readonly [offset: number, colour: '#000' | '#fff', opacity: number];

const linear = (id: string, direction: string, stops: readonly Stop[]): string =>
  `<linearGradient id="${id}" ${direction}>${stops.map(stop).join('')}</linearGradient>`;
const stop = ([offset, colour, opacity]: Stop): string =>
  `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
const tile = (id: string, width: number, height: number, content: string, turn = 0): string =>
  `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${width}" height="${height}"${turn === 0 ? '' : ` patternTransform="rotate(${turn})"`}>${content}</pattern>`;

const DIAGONAL = 'x1="0" y1="0" x2="1" y2="1"';
const ACROSS = 'x1="0" y1="0" x2="1" y2="0"';
const DOWN = 'x1="0" y1="0" x2="0" y2="1"';

/** Light and texture for every colour: black and white with little opacity. The lamp hangs upper left. */
const CONSTANT = [
  linear('soft', DIAGONAL, [
    [0, '#fff', 0.3],
    [0.45, '#fff', 0.02],
    [0.55, '#000', 0.02],
    [1, '#000', 0.26],
  ]),
  linear('round', ACROSS, [
    [0, '#000', 0.22],
    [0.12, '#000', 0.03],
    [0.26, '#fff', 0.38],
    [0.42, '#fff', 0.04],
    [0.62, '#000', 0.04],
    [0.92, '#000', 0.36],
    [1, '#000', 0.26],
  ]),
  linear('tall', DOWN, [
    [0, '#fff', 0.28],
    [0.4, '#fff', 0],
    [0.6, '#000', 0],
    [1, '#000', 0.26],
  ]),
  `<radialGradient id="ball" cx=".36" cy=".3" r=".78">${(
    [
      [0, '#fff', 0.55],
      [0.3, '#fff', 0.14],
      [0.55, '#000', 0],
      [0.85, '#000', 0.26],
      [1, '#000', 0.4],
    ] as const
  )
    .map(stop)
    .join('')}</radialGradient>`,
  linear('metal', ACROSS, [
    [0, '#000', 0.35],
    [0.1, '#fff', 0.25],
    [0.2, '#fff', 0.75],
    [0.3, '#fff', 0.1],
    [0.5, '#000', 0.16],
    [0.62, '#000', 0.02],
    [0.74, '#fff', 0.4],
    [0.82, '#000', 0.06],
    [1, '#000', 0.42],
  ]),
  linear('cloth', 'x1="0" y1="0" x2="1" y2=".12"', [
    [0, '#000', 0.14],
    [0.08, '#fff', 0.16],
    [0.2, '#000', 0.06],
    [0.34, '#fff', 0.18],
    [0.5, '#000', 0.02],
    [0.62, '#fff', 0.06],
    [0.76, '#000', 0.13],
    [0.86, '#fff', 0.05],
    [1, '#000', 0.28],
  ]),
  linear('inside', DOWN, [
    [0, '#000', 0.5],
    [1, '#000', 0.14],
  ]),
  linear('glass', ACROSS, [
    [0, '#fff', 0.5],
    [0.12, '#fff', 0.1],
    [0.22, '#fff', 0.6],
    [0.34, '#fff', 0.05],
    [0.8, '#000', 0.05],
    [0.92, '#fff', 0.45],
    [1, '#000', 0.2],
  ]),
  linear('mirror', DIAGONAL, [
    [0, '#fff', 0.75],
    [0.3, '#fff', 0.2],
    [0.45, '#fff', 0.65],
    [0.6, '#fff', 0.1],
    [1, '#000', 0.1],
  ]),
  tile(
    'knit',
    8,
    7,
    '<path d="M0 1l4 4l4 -4" fill="none" stroke="#000" stroke-opacity=".2" stroke-width="1.5"/><path d="M0 4l4 4l4 -4" fill="none" stroke="#fff" stroke-opacity=".2"/>',
  ),
  tile(
    'denim',
    4,
    4,
    '<path d="M0 4L4 0" stroke="#fff" stroke-opacity=".2"/><path d="M0 2L2 0M2 4L4 2" stroke="#000" stroke-opacity=".1" stroke-width=".7"/>',
  ),
  tile(
    'weave',
    5,
    5,
    '<path d="M0 1h5M1 0v5" stroke="#000" stroke-opacity=".08"/><path d="M0 3.5h5M3.5 0v5" stroke="#fff" stroke-opacity=".12"/>',
  ),
  tile(
    'nap',
    9,
    9,
    '<path d="M1 2h2M5 6h3M6 1h1M2 7h1" stroke="#fff" stroke-opacity=".2" stroke-width="1.2"/><path d="M4 4h2M0 5h1" stroke="#000" stroke-opacity=".12" stroke-width="1.2"/>',
  ),
  tile(
    'grain',
    120,
    22,
    '<path d="M0 4C30 1 60 8 120 4M0 13C40 9 80 18 120 13" fill="none" stroke="#000" stroke-opacity=".13" stroke-width="1.6"/><path d="M0 9C30 7 70 12 120 9M0 19C30 22 80 15 120 19" fill="none" stroke="#fff" stroke-opacity=".13" stroke-width="1.3"/>',
  ),
  tile(
    'grain-up',
    120,
    22,
    '<path d="M0 4C30 1 60 8 120 4M0 13C40 9 80 18 120 13" fill="none" stroke="#000" stroke-opacity=".13" stroke-width="1.6"/><path d="M0 9C30 7 70 12 120 9M0 19C30 22 80 15 120 19" fill="none" stroke="#fff" stroke-opacity=".13" stroke-width="1.3"/>',
    90,
  ),
  tile(
    'mesh',
    7,
    7,
    '<circle cx="2" cy="2" r="1.2" fill="#000" fill-opacity=".35"/><circle cx="5.5" cy="5.5" r="1.2" fill="#000" fill-opacity=".35"/>',
  ),
  tile(
    'brushed',
    60,
    5,
    '<path d="M0 1h60" stroke="#fff" stroke-opacity=".16"/><path d="M0 3.5h60" stroke="#000" stroke-opacity=".05"/>',
  ),
  '<radialGradient id="ground"><stop offset="0" stop-color="#3a3330" stop-opacity=".42"/><stop offset=".55" stop-color="#3a3330" stop-opacity=".2"/><stop offset="1" stop-color="#3a3330" stop-opacity="0"/></radialGradient>',
  '<radialGradient id="shine"><stop offset="0" stop-color="#fff6dc" stop-opacity=".95"/><stop offset="1" stop-color="#fff1c4" stop-opacity="0"/></radialGradient>',
].join('');

/** Everything that `url(#…)` may name in a picture of this look. */
export const definitions = (look: Look): string => `<defs>${CONSTANT}${patternOf(look)}</defs>`;

/** Figures in the accent colour, or in a lighter or darker tone where the accent would not show. */
function patternOf({ main, accent, pattern, vary, either }: Look): string {
  const size = Math.round(vary(20, 34));
  const turn = either(0, 90, 0, 45, 90);
  const paint =
    Math.abs(lightness(main) - lightness(accent)) > 0.25
      ? accent
      : mix(main, lightness(main) > 0.5 ? '#1f2430' : '#ffffff', 0.72);
  const half = size / 2;
  switch (pattern) {
    case 'plain':
      return '';
    case 'striped':
      return tile('pattern', size, size, `<rect width="${half}" height="${size}" fill="${paint}"/>`, turn);
    case 'dotted': {
      const dot = (x: number, y: number): string => `<circle cx="${x}" cy="${y}" r="${size * 0.17}" fill="${paint}"/>`;
      return tile('pattern', size, size, dot(half / 2, half / 2) + dot(half * 1.5, half * 1.5));
    }
    case 'checked': {
      const bar = `fill="${paint}" fill-opacity=".5"`;
      return tile(
        'pattern',
        size * 1.3,
        size * 1.3,
        `<rect width="${size * 0.6}" height="${size * 1.3}" ${bar}/><rect width="${size * 1.3}" height="${size * 0.6}" ${bar}/>`,
      );
    }
    case 'floral':
      return tile(
        'pattern',
        size * 2,
        size * 2,
        blossom(half, half, size * 0.42, paint, main) +
          blossom(size * 1.5, size * 1.4, size * 0.32, mix(paint, main, 0.3), main) +
          leaf(size * 1.45, half * 0.8, size * 0.3) +
          leaf(half * 0.9, size * 1.5, size * 0.3),
        20,
      );
  }
}

function blossom(x: number, y: number, radius: number, paint: string, main: string): string {
  const petals = [0, 72, 144, 216, 288].map(
    (turn) =>
      `<ellipse cx="${x}" cy="${y - radius * 0.6}" rx="${radius * 0.36}" ry="${radius * 0.5}" transform="rotate(${turn} ${x} ${y})" fill="${paint}"/>`,
  );
  const heart = lightness(main) > 0.8 ? '#e8b93a' : '#f6d566';
  return `${petals.join('')}<circle cx="${x}" cy="${y}" r="${radius * 0.28}" fill="${heart}"/>`;
}

const leaf = (x: number, y: number, size: number): string =>
  `<path d="M${x - size} ${y}q${size} ${-size} ${size * 2} 0q${-size} ${size} ${-size * 2} 0Z" fill="#5f8f5a" fill-opacity=".85" transform="rotate(35 ${x} ${y})"/>`;
