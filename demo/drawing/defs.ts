import { lightness, mix } from '../palette.ts';
import { LIGHT } from './light.ts';
import type { Look } from './look.ts';
import { TEXTURES, tile } from './textures.ts';

/** What `url(#…)` names in the content of a picture of this look. */
export function definitions(look: Look, content: string): string {
  const used = [...LIGHT, ...TEXTURES, patternOf(look)].filter((definition) => {
    const id = /id="([^"]+)"/u.exec(definition)?.[1];
    return id !== undefined && content.includes(`url(#${id})`);
  });
  return `<defs>${used.join('')}</defs>`;
}

/** Figures in the accent colour, or in a lighter or darker tone where the accent would not show. */
function patternOf({ main, accent, pattern, vary, either }: Look): string {
  const size = Math.round(vary(20, 34));
  const turn = either(0, 90, 90);
  const shows = Math.abs(lightness(main) - lightness(accent)) > 0.25;
  const paint = shows ? accent : mix(main, lightness(main) > 0.5 ? '#1f2430' : '#ffffff', 0.72);
  switch (pattern) {
    case 'plain':
      return '';
    case 'striped':
      return tile('pattern', size, size, `<rect width="${size / 2}" height="${size}" fill="${paint}"/>`, turn);
    case 'dotted':
      return tile('pattern', size, size, dot(size * 0.25, size, paint) + dot(size * 0.75, size, paint));
    case 'checked':
      return tile('pattern', size * 1.3, size * 1.3, checks(size, paint));
    case 'floral':
      return tile('pattern', size * 2, size * 2, meadow(size, paint, main), 20);
  }
}

const dot = (at: number, size: number, paint: string): string =>
  `<circle cx="${at}" cy="${at}" r="${size * 0.17}" fill="${paint}"/>`;

const checks = (size: number, paint: string): string =>
  `<g fill="${paint}" fill-opacity=".5"><rect width="${size * 0.6}" height="${size * 1.3}"/>` +
  `<rect width="${size * 1.3}" height="${size * 0.6}"/></g>`;

const meadow = (size: number, paint: string, main: string): string =>
  blossom(size * 0.5, size * 0.5, size * 0.42, paint, main) +
  blossom(size * 1.5, size * 1.4, size * 0.32, mix(paint, main, 0.3), main) +
  leaf(size * 1.45, size * 0.4, size * 0.3) +
  leaf(size * 0.45, size * 1.5, size * 0.3);

function blossom(x: number, y: number, radius: number, paint: string, main: string): string {
  const petal = (turn: number): string =>
    `<ellipse cx="${x}" cy="${y - radius * 0.6}" rx="${radius * 0.36}" ry="${radius * 0.5}" transform="rotate(${turn} ${x} ${y})"/>`;
  const heart = lightness(main) > 0.8 ? '#e8b93a' : '#f6d566';
  const petals = [0, 72, 144, 216, 288].map(petal).join('');
  return `<g fill="${paint}">${petals}</g><circle cx="${x}" cy="${y}" r="${radius * 0.28}" fill="${heart}"/>`;
}

const leaf = (x: number, y: number, size: number): string =>
  `<path d="M${x - size} ${y}q${size} ${-size} ${size * 2} 0q${-size} ${size} ${-size * 2} 0Z" fill="#5f8f5a" fill-opacity=".85" transform="rotate(35 ${x} ${y})"/>`;
