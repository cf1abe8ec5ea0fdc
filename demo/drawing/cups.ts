import type { Drawing, Look } from './look.ts';
import { curve, ellipse, mirror, outline, turned } from './outline.ts';
import { darker, fill, gleam, lighter, stroke, stuff, surface, tube } from './surface.ts';

const mug: Drawing = (look) => {
  const [half, top, taper] = [look.vary(84, 98), look.vary(176, 206), look.vary(0.78, 1)];
  const right = 240 + half;
  const handle = mugHandle(look, top, right);
  const profile = look.either(
    `${half} ${top}*, ${half * (0.5 + taper / 2)} ${top + 110}, ${half * taper} 392, ${half * taper - 10} 402*`,
    `${half} ${top}*, ${half + 8} ${top + 70}, ${half + 2} ${top + 150}, ${half * 0.62} 402*`,
  );
  const body = stuff(turned(240, profile, 10), glazed(look), 'round');
  const dip =
    look.pattern === 'plain'
      ? look.either(
          '',
          '',
          surface(
            turned(240, `${half * taper * 0.98 + 2} 344*, ${half * taper} 392, ${half * taper - 10} 402*`, 10),
            '#d9c09a',
            { shade: 'round' },
          ),
        )
      : '';
  const coffee = surface(ellipse(240, top + 7, half - 13, 9), '#4a2d1b', { shade: 'tall' });
  const steam = [-24, 8].map((dx) =>
    stroke(
      curve(`${240 + dx} ${top - 16}, ${252 + dx} ${top - 44}, ${236 + dx} ${top - 70}, ${248 + dx} ${top - 98}`),
      '#ffffff',
      9,
      0.6,
    ),
  );
  return {
    body: steam.join('') + handle + body + dip + mouth(top, half - 1, look) + coffee,
    shadow: half + 10,
    middle: 250,
    ground: 406,
  };
};

const mugHandle = (look: Look, top: number, right: number): string =>
  look.either(
    tube(
      curve(
        `${right - 8} ${top + 46}, ${right + 48} ${top + 44}, ${right + 62} ${top + 96}, ${right + 34} ${top + 146}, ${right - 14} ${top + 158}`,
      ),
      look.main,
      22,
    ),
    tube(
      curve(
        `${right - 8} ${top + 50}, ${right + 44} ${top + 50}, ${right + 46} ${top + 130}, ${right - 10} ${top + 140}`,
      ),
      look.main,
      24,
    ),
  );

const teapot: Drawing = (look) => {
  const [half, top] = [look.vary(118, 132), look.vary(250, 268)];
  const spout = surface(
    outline(
      `${240 - half + 24} 350, ${240 - half - 30} 306, ${240 - half - 58} ${top - 6}*, ${240 - half - 34} ${top - 16}*, ${240 - half - 4} 272, ${240 - half + 30} 286`,
    ),
    look.main,
    { shade: 'soft' },
  );
  const handle = teapotHandle(look, half, top);
  const body = stuff(
    turned(240, `60 ${top}*, ${half * 0.86} ${top + 26}, ${half} 328, ${half * 0.86} 378, 70 402*`, 9),
    glazed(look),
    'round',
  );
  const lid =
    stuff(
      outline(mirror(`240 ${top - 26}, 284 ${top - 18}, 304 ${top + 2}*, 240 ${top + 10}`)),
      glazed(look),
      'round',
    ) + surface(ellipse(240, top - 34, 14, 13), look.either(look.main, '#8a5a33'), { shade: 'ball' });
  return {
    body:
      spout +
      handle +
      body +
      lid +
      gleam(curve(`${240 - half * 0.5} ${top + 36}, ${240 - half * 0.68} 300, ${240 - half * 0.6} 340`), 10, 0.4),
    shadow: half + 16,
    ground: 407,
  };
};

const teapotHandle = (look: Look, half: number, top: number): string =>
  tube(
    curve(
      look.either(
        `${232 + half} ${top + 22}, ${280 + half} ${top + 10}, ${290 + half} 322, ${226 + half} 360`,
        `${214 + half} ${top + 18}, ${252 + half} ${top - 18}, ${292 + half} ${top + 22}, ${270 + half} 340, ${226 + half} 362`,
      ),
    ),
    look.main,
    19,
  );

const wineGlass: Drawing = (look) => {
  const [half, top, waist] = [look.vary(66, 80), look.vary(84, 104), look.vary(236, 252)];
  const bowlPath = turned(240, `${half * 0.76} ${top}*, ${half} ${top + 84}, ${half * 0.7} ${waist - 30}, 8 ${waist}*`);
  const wine = look.either('', '#7c1d33', '#e9cf86');
  const filled =
    wine === ''
      ? ''
      : surface(
          turned(
            240,
            `${half * 0.97} ${top + 70}*, ${half * 0.96} ${top + 96}, ${half * 0.68} ${waist - 34}, 4 ${waist - 8}*`,
          ),
          wine,
          { shade: 'round', opacity: 0.85 },
        ) + fill(ellipse(240, top + 70, half * 0.97, 10), lighter(wine, 0.25), 0.9);
  const stem = surface(turned(240, `6 ${waist - 4}*, 4 ${waist + 60}, 5 380, 22 396`), look.main, {
    shade: 'glass',
    opacity: 0.4,
  });
  const base =
    surface(ellipse(240, 400, 66, 12), look.main, { shade: 'glass', opacity: 0.35 }) +
    stroke(ellipse(240, 400, 66, 12), darker(look.main, 0.3), 2, 0.6);
  const rim = stroke(ellipse(240, top, half * 0.76, 9), darker(look.main, 0.35), 2.5, 0.7);
  return {
    body:
      base +
      stem +
      filled +
      surface(bowlPath, look.main, { shade: 'glass', opacity: 0.32 }) +
      rim +
      gleam(
        curve(`${240 - half * 0.6} ${top + 40}, ${240 - half * 0.72} ${top + 90}, ${240 - half * 0.5} ${waist - 46}`),
        6,
        0.7,
      ),
    shadow: 72,
    ground: 406,
  };
};

export const glazed = (look: Look): Look => ({ ...look, material: 'glaze' });

/** The rim of a vessel and what is seen inside. */
const mouth = (y: number, rx: number, look: Look, ry = rx * 0.18): string =>
  surface(ellipse(240, y, rx, ry), darker(look.main, 0.3), { shade: 'inside' }) +
  stroke(ellipse(240, y, rx, ry), lighter(look.main, 0.35), 5);

export const CUPS = { mug, teapot, 'wine-glass': wineGlass } as const satisfies Record<string, Drawing>;
