import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, group, stroke, surface, tube } from './surface.ts';

/** Tubes of the two frames: points and width. */
const STEP_THROUGH = [
  ['208 316, 176 190', 9],
  ['120 314, 208 316', 7],
  ['120 314, 184 214', 7],
  ['208 316, 262 296, 310 250, 326 196', 10],
] as const;

const DIAMOND = [
  ['208 316, 176 190', 9],
  ['120 314, 208 316', 7],
  ['120 314, 182 208', 7],
  ['184 214, 324 200', 9],
  ['208 316, 328 222', 10],
] as const;

const bicycle: Drawing = (look) => {
  const r = look.vary(82, 90);
  const [rear, front, y] = [120, 362, 402 - 88];
  const saddleColour = look.either('#8a5a33', '#2c2c30', '#c98d4e');
  const tyre = (x: number): string => spokedWheel(x, y, r);
  const step = look.either(true, false);
  const pipe = (points: string, width = 9): string => tube(curve(points), look.main, width);
  const frame = (step ? STEP_THROUGH : DIAMOND).map(([points, width]) => pipe(points, width)).join('');
  const fork = pipe(`322 180, 334 226, 348 270, ${front} ${y}`, 8) + tube(line('322 182, 316 156'), '#c5c9ce', 7);
  const bar =
    tube(curve(look.either('300 178, 288 164, 316 152, 346 146', '284 160, 306 152, 338 152')), '#3a3a3e', 8) +
    tube(line('284 168, 300 174'), saddleColour, 11);
  const saddle =
    tube(line('176 196, 170 170'), '#c5c9ce', 7) +
    surface(outline('138 160, 156 152, 196 158, 212 166, 190 172, 148 174'), saddleColour, { shade: 'plump' });
  const guard = (x: number): string =>
    stroke(
      `M${x - r - 4} ${y - 22}A${r + 6} ${r + 6} 0 0 1 ${x + r * 0.6} ${y - r * 0.86}`,
      darker(look.main, 0.15),
      6,
    );
  const basket = bicycleBasket(look);
  const rack = stroke(`M${rear - 50} 216H176M${rear - 30} 218L${rear} ${y}`, '#55585f', 5);
  return {
    body:
      tyre(rear) +
      tyre(front) +
      guard(rear) +
      guard(front) +
      rack +
      frame +
      fork +
      bicycleCrank(rear, y) +
      saddle +
      bar +
      basket,
    shadow: 206,
    ground: 404,
  };
};

const spokedWheel = (x: number, y: number, r: number): string => {
  const spoke = (index: number): string =>
    `<path d="M${x} ${y}v${-(r - 8)}" stroke="#8f959c" stroke-width="1.1" transform="rotate(${index * 30} ${x} ${y})"/>`;
  const spokes = Array.from({ length: 12 }, (_, index) => spoke(index)).join('');
  const tyre = stroke(ellipse(x, y, r), '#2c2c30', 9) + stroke(ellipse(x, y, r - 7), '#c9cdd2', 3);
  return tyre + spokes + surface(ellipse(x, y, 8), '#8f959c', { shade: 'ball' });
};

const bicycleCrank = (rear: number, y: number): string =>
  surface(ellipse(208, 316, 19), '#55585f', { shade: 'soft' }) +
  fill(ellipse(208, 316, 9), '#c5c9ce') +
  stroke(line('208 316, 228 348'), '#55585f', 6) +
  surface(box(216, 346, 28, 8, 3), '#2c2c30') +
  stroke(`M208 298L${rear} ${y - 9}M208 335L${rear} ${y + 9}`, '#55585f', 2.5);

const bicycleBasket = (look: Look): string =>
  look.either(
    surface(polygon('344 166, 420 166, 408 222, 356 222'), '#c79b63', { over: ['straw'] }) +
      stroke(line('342 166, 422 166'), '#a9743f', 6),
    '',
  );

const helmet: Drawing = (look) => {
  const [half, top] = [look.vary(146, 158), look.vary(176, 194)];
  const shell = helmetShell(look, half, top);
  const vent = (x: number, y: number, turn: number, size = 1): string =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
      surface('M-34 0C-20 -16 20 -18 36 -4C22 12 -16 14 -34 0Z', '#1f2024', { shade: 'inside' }),
    );
  const vents = look
    .either(
      [
        [170, 262, -36, 1.1],
        [240, 236, -10, 1.25],
        [314, 250, 22, 1.1],
        [204, 298, -24, 0.8],
        [290, 286, 6, 0.9],
      ],
      [
        [196, 250, -28, 1.3],
        [290, 244, 14, 1.3],
        [240, 288, -6, 1.1],
      ],
    )
    .map(([x, y, turn, size]) => vent(x!, y!, turn!, size))
    .join('');
  const straps =
    stroke(curve('176 326, 200 370, 228 404'), '#2c2c30', 8) +
    stroke(curve('300 312, 262 370, 228 404'), '#2c2c30', 8) +
    surface(box(212, 394, 34, 16, 5), '#2c2c30', { shade: 'tall' });
  const stripe = helmetStripe(look, half, top);
  const visor = helmetVisor(look, half);
  return { body: straps + shell + stripe + vents + visor, shadow: half, ground: 416 };
};

const helmetStripe = (look: Look, half: number, top: number): string =>
  look.either(
    stroke(
      curve(
        `${262 - half} 300, ${292 - half} ${top + 48}, 240 ${top + 20}, ${190 + half} ${top + 46}, ${236 + half} 290`,
      ),
      look.accent,
      9,
      0.9,
    ),
    '',
  );

const helmetShell = (look: Look, half: number, top: number): string =>
  surface(
    outline(
      `${240 - half} 318, ${246 - half} 250, ${280 - half} ${top + 26}, 240 ${top}, ${196 + half} ${top + 24}, ${240 + half} 266, ${252 + half} 310, ${220 + half} 322, 330 306, 230 316, 150 334, ${252 - half} 340`,
    ),
    look.main,
    { shade: 'plump' },
  );

const helmetVisor = (look: Look, half: number): string =>
  look.either(
    surface(
      outline(`${216 + half} 286*, ${270 + half} 306, ${274 + half} 324, ${216 + half} 322*`),
      darker(look.main, 0.3),
    ),
    '',
  );

export const CYCLING = { bicycle, helmet } as const satisfies Record<string, Drawing>;
