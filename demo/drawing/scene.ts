import { definitions } from './defs.ts';
import type { Look, Sketch } from './look.ts';
import { FLOOR, MIDDLE, SIZE } from './outline.ts';

/** The thing in the studio: light wall, light floor, soft shadow on the ground. */
export function studio(sketch: Sketch, look: Look): string {
  const { body } = sketch;
  return svg(`0 0 ${SIZE} ${SIZE}`, `${definitions(look)}${ROOM}${shadow(sketch)}${body}`);
}

/** The same from near: the middle of the thing, for a second picture. */
export function closeUp({ body }: Sketch, look: Look): string {
  return svg('130 130 220 220', `${definitions(look)}${ROOM}${body}`);
}

/** As a shopper would take it with a phone: on a wooden table, a little turned, lamp light. */
export function snapshot(sketch: Sketch, look: Look, turn: number): string {
  const planks = [0, 1, 2, 3, 4, 5].map(
    (row) =>
      `<rect y="${row * 80}" width="${SIZE}" height="80" fill="${PLANKS[row % 3]!}"/><path d="M0 ${row * 80}h${SIZE}" stroke="#000" stroke-opacity=".25"/>`,
  );
  const thing = `<g transform="rotate(${turn} ${MIDDLE} ${MIDDLE}) translate(40 44) scale(.84)">${shadow(sketch)}${body(sketch)}</g>`;
  const light = `<rect width="${SIZE}" height="${SIZE}" fill="#ffb84d" fill-opacity=".06"/>`;
  return svg(
    `0 0 ${SIZE} ${SIZE}`,
    `${definitions(look)}${planks.join('')}<rect width="${SIZE}" height="${SIZE}" fill="url(#grain)"/>${thing}${light}`,
  );
}

const PLANKS = ['#d9c2a2', '#d3b996', '#dcc8ab'];
const body = (sketch: Sketch): string => sketch.body;

const ROOM =
  `<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3f2f0"/><stop offset=".7" stop-color="#eceae7"/><stop offset=".74" stop-color="#e3e0dc"/><stop offset="1" stop-color="#efedea"/></linearGradient>` +
  `<rect width="${SIZE}" height="${SIZE}" fill="url(#wall)"/>`;

function shadow({ shadow: half, ground = FLOOR, middle = MIDDLE }: Sketch): string {
  if (half === 0) return '';
  const blot = (width: number, height: number): string =>
    `<ellipse cx="${middle}" cy="${ground}" rx="${width}" ry="${height}" fill="url(#ground)"/>`;
  return blot(half * 1.3, 24) + blot(half * 1.02, 9);
}

const svg = (view: string, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${SIZE}" height="${SIZE}">${content}</svg>`;
