import { mix } from '../palette.ts';
import { definitions } from './defs.ts';
import type { Look, Sketch } from './look.ts';
import { FLOOR, MIDDLE, SIZE } from './outline.ts';

export type Scene = (sketch: Sketch, look: Look) => string;

/** The thing in the studio: light wall, light floor, soft shadow on the ground. */
export const studio: Scene = (sketch, look) => picture(look, ROOM + shadow(sketch) + sketch.body);

/** The thing from its other side before a coloured wall, for a second picture. */
export const display: Scene = (sketch, look) => {
  const wall = mix(look.accent, '#f4efe8', 0.72);
  const room = `<rect width="${SIZE}" height="${SIZE}" fill="${wall}"/><rect y="340" width="${SIZE}" height="140" fill="${mix(wall, '#4a3f38', 0.12)}"/>`;
  const turned = `translate(${SIZE - 12} 14) scale(-.95 .95)`;
  return picture(look, `${room}<g transform="${turned}">${shadow(sketch)}${sketch.body}</g>`);
};

/** As a shopper would take it with a phone: on a wooden table, turned by so many degrees, in lamp light. */
export const snapshot =
  (degrees: number): Scene =>
  (sketch, look) => {
    const place = `rotate(${degrees} ${MIDDLE} ${MIDDLE}) translate(40 44) scale(.84)`;
    const thing = `<g transform="${place}">${shadow(sketch)}${sketch.body}</g>`;
    const light = `<rect width="${SIZE}" height="${SIZE}" fill="#ffb84d" fill-opacity=".06"/>`;
    return picture(look, TABLE + thing + light);
  };

const ROOM =
  `<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3f2f0"/><stop offset=".7" stop-color="#eceae7"/>` +
  `<stop offset=".74" stop-color="#e3e0dc"/><stop offset="1" stop-color="#efedea"/></linearGradient>` +
  `<rect width="${SIZE}" height="${SIZE}" fill="url(#wall)"/>`;

const TABLE = `${[0, 80, 160, 240, 320, 400]
  .map((y, row) => {
    const plank = ['#d9c2a2', '#d3b996', '#dcc8ab'][row % 3]!;
    return `<rect y="${y}" width="${SIZE}" height="80" fill="${plank}" stroke="#000" stroke-opacity=".2"/>`;
  })
  .join('')}<rect width="${SIZE}" height="${SIZE}" fill="url(#grain)"/>`;

function shadow({ shadow: half, ground = FLOOR, middle = MIDDLE }: Sketch): string {
  if (half === 0) return '';
  const blot = (width: number, height: number): string =>
    `<ellipse cx="${middle}" cy="${ground}" rx="${width}" ry="${height}" fill="url(#ground)"/>`;
  return blot(half * 1.3, 24) + blot(half * 1.02, 9);
}

const picture = (look: Look, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">` +
  `${definitions(look, content)}${content}</svg>`;
