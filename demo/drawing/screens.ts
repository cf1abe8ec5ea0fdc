import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { landscape } from './phones.ts';
import { darker, fill, group, lighter, stroke, surface } from './surface.ts';

const laptop: Drawing = (look) => {
  const [half, top] = [look.vary(158, 172), look.vary(112, 130)];
  const lid = surface(box(240 - half, top, 2 * half, 244 + 112 - top, 14), look.main, { shade: 'metal' });
  const bezel = fill(box(246 - half, top + 6, 2 * half - 12, 340 - top, 9), '#101116');
  const [x, y, width, height] = [256 - half, top + 17, 2 * half - 32, 318 - top];
  const window = look.either(
    '',
    fill(box(x + 26, y + 26, width * 0.46, height * 0.56, 6), '#fbfbfd', 0.92) +
      fill(box(x + 26, y + 26, width * 0.46, 16, 6), '#d9dce2') +
      [56, 72, 88].map((dy) => fill(box(x + 38, y + dy, width * 0.34, 6, 3), '#b7bcc6')).join(''),
  );
  const deck = surface(
    polygon(`${234 - half} 352, ${246 + half} 352, ${278 + half} 392, ${202 - half} 392`),
    lighter(look.main, 0.08),
    { shade: 'tall', over: ['brushed'] },
  );
  const keys = laptopKeys(half);
  const pad = surface(polygon('206 381, 274 381, 278 390, 202 390'), darker(look.main, 0.1), { shade: 'flat' });
  const front =
    surface(box(202 - half, 391, 2 * half + 76, 11, 5), darker(look.main, 0.15), { shade: 'tall' }) +
    fill(box(212, 391, 56, 5, 2), '#000000', 0.25);
  return {
    body:
      lid +
      bezel +
      landscape(look, x, y, width, height) +
      window +
      surface(box(x, y, width, height), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) +
      deck +
      keys +
      pad +
      front,
    shadow: 214,
    ground: 406,
  };
};

const laptopKeys = (half: number): string =>
  [0, 1, 2]
    .map((row) =>
      fill(
        polygon(
          `${252 - half - row * 8} ${357 + row * 8}, ${228 + half + row * 8} ${357 + row * 8}, ${233 + half + row * 8} ${363 + row * 8}, ${247 - half - row * 8} ${363 + row * 8}`,
        ),
        '#24262c',
        0.85,
      ),
    )
    .join('');

const tablet: Drawing = (look) => {
  const upright = look.either(true, false);
  const [width, height] = upright
    ? [look.vary(232, 250), look.vary(318, 334)]
    : [look.vary(340, 356), look.vary(236, 250)];
  const [x, y] = [240 - width / 2, 404 - height];
  const body =
    surface(box(x, y, width, height, 20), look.main, { shade: 'metal' }) +
    fill(box(x + 14, y + 14, width - 28, height - 28, 9), '#101116');
  const [sx, sy, sw, sh] = [x + 19, y + 19, width - 38, height - 38];
  const sketching =
    fill(box(sx, sy, sw, sh), '#fbf9f3') +
    stroke(
      curve(
        `${sx + 30} ${sy + sh * 0.7}, ${sx + sw * 0.34} ${sy + sh * 0.3}, ${sx + sw * 0.55} ${sy + sh * 0.66}, ${sx + sw - 40} ${sy + sh * 0.26}`,
      ),
      '#d0503c',
      7,
    ) +
    stroke(ellipse(sx + sw * 0.3, sy + sh * 0.34, 30), '#2f6fb8', 6) +
    fill(box(sx, sy, sw, 24), '#e9e4d8');
  const shown = look.either(landscape(look, sx, sy, sw, sh), sketching);
  const pen = look.either(
    '',
    group(
      'rotate(24 380 300)',
      surface(box(374, 170, 13, 200, 6), '#f3f2ef', { shade: 'round' }),
      surface(outline('374 370*, 387 370*, 380 394'), '#c9ccd1'),
    ),
  );
  return {
    body:
      body + shown + surface(box(sx, sy, sw, sh), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) + pen,
    shadow: width * 0.54,
    ground: 408,
  };
};

const television: Drawing = (look) => {
  const [half, top] = [look.vary(198, 210), look.vary(114, 130)];
  const foot = look.either(
    [-1, 1]
      .map((side) =>
        stroke(line(`${240 + side * 120} 366, ${240 + side * 146} 400`), look.either('#8a5a33', '#3a3a3e'), 10),
      )
      .join(''),
    surface(box(228, 358, 24, 34), '#3a3a3e', { shade: 'metal' }) +
      surface(box(160, 388, 160, 14, 6), look.main, { shade: 'metal' }),
  );
  const frame = surface(box(234 - half, top - 6, 2 * half + 12, 376 - top, 8), look.main, { shade: 'tall' });
  const [x, y, width, height] = [247 - half, top + 7, 2 * half - 14, 345 - top];
  return {
    body:
      foot +
      frame +
      fill(box(x, y, width, height), '#0d0e12') +
      landscape(look, x + 3, y + 3, width - 6, height - 6) +
      surface(box(x, y, width, height), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) +
      fill(ellipse(240, 360, 2.5), '#d8433a'),
    shadow: 170,
    ground: 404,
  };
};

export const SCREENS = { laptop, tablet, television } as const satisfies Record<string, Drawing>;
