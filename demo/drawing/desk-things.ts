import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon, turned } from './outline.ts';
import { contrast, darker, fill, gleam, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

const notebook: Drawing = (look) => {
  const [width, height] = [look.vary(216, 240), look.vary(288, 312)];
  const [x, y] = [232 - width / 2, 396 - height];
  const pages =
    surface(
      polygon(
        `${x + 10} ${y + 8}, ${x + width + 8} ${y + 8}, ${x + width + 14} ${y + height + 9}, ${x + 14} ${y + height + 9}`,
      ),
      '#f6f1e4',
    ) +
    [3, 6]
      .map((step) =>
        stroke(line(`${x + width + step} ${y + 12}, ${x + width + step + 4} ${y + height + 6}`), '#b9b09c', 1.2),
      )
      .join('');
  const cover = stuff(box(x, y, width, height, 10), look, 'soft');
  const spine =
    fill(box(x, y, 24, height, 8), '#000000', 0.16) +
    seam(line(`${x + 26} ${y + 6}, ${x + 26} ${y + height - 6}`), '#000000', 0.25);
  const elastic = surface(
    box(x + width - 36, y - 2, 12, height + 6, 1),
    look.either('#2c2c30', darker(look.accent, 0.1)),
    { shade: 'tall' },
  );
  const ribbon = notebookRibbon(look, height, x, y);
  const title = look.either(
    '',
    surface(box(x + 58, y + 64, width - 120, 62, 4), '#fbf8ef') +
      stroke(line(`${x + 74} ${y + 86}, ${x + width - 78} ${y + 86}`), '#55504a', 4) +
      stroke(line(`${x + 74} ${y + 102}, ${x + width - 100} ${y + 102}`), '#55504a', 2.5),
  );
  return {
    body: group('rotate(-5 240 250)', ribbon, pages, cover, spine, title, elastic),
    shadow: width * 0.58,
    ground: 412,
  };
};

const notebookRibbon = (look: Look, height: number, x: number, y: number): string =>
  surface(
    polygon(
      `${x + 120} ${y + height + 2}, ${x + 132} ${y + height + 2}, ${x + 134} ${y + height + 36}, ${x + 127} ${y + height + 28}, ${x + 118} ${y + height + 36}`,
    ),
    look.accent,
  );

const pen: Drawing = (look) => {
  const metal = look.either('#d3ad5e', '#c5c9ce');
  const fat = look.vary(17, 22);
  const body = penBody(look, fat);
  const bands = penBands(metal, fat);
  const grip = penGrip(look, fat);
  const nib =
    surface(
      outline(
        `${240 - fat * 0.62} 352*, ${240 + fat * 0.62} 352*, ${240 + fat * 0.66} 384, 240 432*, ${240 - fat * 0.66} 384`,
      ),
      metal,
      { shade: 'metal' },
    ) +
    stroke(line('240 384, 240 428'), '#3a3a3e', 2) +
    fill(ellipse(240, 382, 4), '#3a3a3e');
  const clip =
    surface(box(240 + fat - 5, 56, 9, 112, 4), metal, { shade: 'metal' }) +
    surface(ellipse(240 + fat, 166, 6), metal, { shade: 'ball' });
  const ink = penInk(look);
  return {
    body:
      ink +
      group(
        'rotate(38 240 240)',
        body,
        grip,
        nib,
        bands,
        clip,
        gleam(line(`${240 - fat * 0.5} 60, ${240 - fat * 0.5} 280`), 4, 0.5),
      ),
    shadow: 120,
    ground: 424,
    middle: 220,
  };
};

const penBody = (look: Look, fat: number): string =>
  surface(
    outline(
      `240 30, ${240 + fat * 0.8} 44, ${240 + fat} 110, ${240 + fat} 292*, ${240 - fat} 292*, ${240 - fat} 110, ${240 - fat * 0.8} 44`,
    ),
    look.main,
    { shade: 'round' },
  );

const penInk = (look: Look): string =>
  stroke(
    curve('84 418, 110 392, 128 424, 152 394, 168 420, 196 408'),
    look.either('#1e2d55', '#2b2b2e', '#7c1d33'),
    4,
    0.85,
  );

const penGrip = (look: Look, fat: number): string =>
  surface(
    outline(`${240 - fat} 294*, ${240 + fat} 294*, ${240 + fat * 0.66} 352*, ${240 - fat * 0.66} 352*`),
    darker(look.main, 0.35),
    { shade: 'round' },
  );

const penBands = (metal: string, fat: number): string =>
  [286, 176].map((y) => surface(box(240 - fat - 1, y, 2 * fat + 2, 9, 2), metal, { shade: 'metal' })).join('');

const pencils: Drawing = (look) => {
  const cup = look.either('#f3efe6', look.main, '#c4935a');
  const count = Number(look.fact('pieces') ?? 6) > 6 ? 9 : 6;
  const tints = [look.main, '#d8433a', '#f5c928', '#3f7fd0', '#57a65f', '#8b5cb8', '#ef7a1a', '#2c2c30', '#ec7fa5'];
  const sticks = Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1) - 0.5;
    const [x, high] = [240 + share * 130, 96 + ((index * 37) % 60)];
    const tint = look.fact('colour') === undefined || index % 2 === 0 ? look.main : tints[index]!;
    return group(
      `rotate(${share * 26} ${x} 380)`,
      surface(box(x - 13, high + 46, 26, 336 - high), tint, { shade: 'round' }),
      fill(box(x - 4, high + 46, 8, 336 - high), '#ffffff', 0.18),
      surface(
        polygon(`${x - 13} ${high + 48}, ${x + 13} ${high + 48}, ${x + 4} ${high + 12}, ${x - 4} ${high + 12}`),
        '#e6c795',
        { shade: 'round' },
      ),
      surface(polygon(`${x - 4.5} ${high + 14}, ${x + 4.5} ${high + 14}, ${x} ${high}`), darker(tint, 0.1)),
    );
  });
  const pot = stuff(turned(240, '84 260*, 80 396, 74 404*', 9), { ...look, main: cup, material: 'tin' }, 'round');
  const rim = stroke('M156 260a84 14 0 0 0 168 0', lighter(cup, 0.4), 5);
  const band = surface('M158 320a83 13 0 0 0 164 0l-1 30a82 13 0 0 1 -162 0Z', look.either(look.main, contrast(cup)), {
    shade: 'round',
  });
  return {
    body:
      surface(ellipse(240, 260, 84, 14), darker(cup, 0.5), { shade: 'inside' }) + sticks.join('') + pot + rim + band,
    shadow: 100,
    ground: 408,
  };
};

const scissors: Drawing = (look) => {
  const [open, ring] = [look.vary(9, 14), look.vary(40, 48)];
  const half = (turn: number, side: 1 | -1): string =>
    group(
      `rotate(${turn} 240 230)`,
      surface(
        outline(
          `${240 - side * 4} 34*, ${240 + side * 15} 120, ${240 + side * 16} 244*, ${240 - side * 12} 248*, ${240 - side * 10} 130`,
        ),
        '#ccd1d7',
        { shade: 'metal' },
      ),
      stroke(curve(`${240 + side * 2} 236, ${240 + side * 6} 280, ${240 + side * 30} 316`), look.main, 26),
      stroke(ellipse(240 + side * 44, 316 + ring, ring * 0.8, ring * 1.06), darker(look.main, 0.25), 20),
      stroke(ellipse(240 + side * 44, 316 + ring, ring * 0.8, ring * 1.06), look.main, 17),
      stroke(ellipse(240 + side * 44 - 2, 314 + ring, ring * 0.8, ring * 1.06), '#ffffff', 3, 0.35),
    );
  const screw =
    surface(ellipse(240, 232, 10), '#e6e9ec', { shade: 'ball' }) + stroke(line('234 228, 246 236'), '#6b6e75', 2.5);
  return { body: half(-open, 1) + half(open, -1) + screw, shadow: 96, ground: 428 };
};

export const DESK_THINGS = { notebook, pen, pencils, scissors } as const satisfies Record<string, Drawing>;
