import type { Drawing, Look } from './look.ts';
import { curve, ellipse, line, outline } from './outline.ts';
import { pair } from './shoes.ts';
import { darker, fill, fold, gleam, lighter, seam, stroke, stuff, surface } from './surface.ts';

const boot: Drawing = (look) => {
  const top = look.vary(112, 156);
  const upper = outline(
    `116 360*, 108 300, 120 230, 118 ${top}*, 216 ${top - 4}*, 218 216, 236 262, 300 284, 356 310, 376 360*`,
  );
  const sole = bootSole();
  const welt = seam(curve('114 350, 240 355, 378 350'), '#f0dfb8', 0.8);
  const opening = surface(ellipse(167, top, 49, 10), darker(look.main, 0.45), { shade: 'inside' });
  const cap =
    fold(curve('304 356, 312 318, 334 298'), 2.5, 0.3) + seam(curve('298 356, 306 314, 326 294'), '#000000', 0.3);
  const laces = bootLaces(look, top);
  const elastic = surface(
    outline(`146 ${top + 14}*, 186 ${top + 14}*, 180 262, 166 280, 152 262`),
    darker(look.main, 0.5),
    { over: ['rib'] },
  );
  const loop = surface(
    outline(`118 ${top - 14}*, 134 ${top - 14}*, 136 ${top + 26}*, 120 ${top + 26}*`),
    darker(look.main, 0.2),
  );
  const back =
    fold(curve(`134 ${top + 10}, 140 240, 122 310`), 2, 0.2) + gleam(curve('250 286, 300 300, 330 316'), 6, 0.22);
  return pair(
    opening +
      loop +
      stuff(upper, look, 'soft') +
      cap +
      back +
      look.either(laces.join(''), laces.join(''), elastic) +
      sole +
      welt,
    upper,
    140,
  );
};

const bootLaces = (look: Look, top: number): string[] =>
  Array.from({ length: 6 }, (_, row) => top + 24 + row * ((232 - top) / 5)).map((y, row) => {
    const x = 202 + Math.max(0, row - 3) * 15;
    return (
      stroke(line(`${x + 10} ${y}, ${x - 22} ${y + 8}`), look.either('#e8d9b5', '#e8d9b5', '#2a2a2d'), 5) +
      surface(ellipse(x - 24, y + 8, 4.5), '#c9a45c', { shade: 'ball' })
    );
  });

const bootSole = (): string =>
  surface(
    outline('110 354*, 240 360, 382 354*, 386 372, 378 388*, 200 388, 196 380, 178 380, 176 396*, 112 396*'),
    '#3b322c',
    { shade: 'tall' },
  );

const rainBoot: Drawing = (look) => {
  const top = look.vary(88, 124);
  const upper = outline(
    `132 362*, 126 300, 140 220, 136 ${top}*, 246 ${top + 6}*, 244 210, 252 268, 308 290, 356 316, 372 362*`,
  );
  const sole = surface(
    outline('124 356*, 250 362, 378 354*, 382 374, 372 390*, 210 390, 206 384, 186 384, 184 394*, 126 394*'),
    look.either('#f3efe6', darker(look.main, 0.5)),
    { shade: 'tall' },
  );
  const rim = stroke(line(`136 ${top + 4}, 246 ${top + 10}`), look.either(look.accent, darker(look.main, 0.3)), 15);
  const opening = surface(ellipse(191, top + 2, 55, 11), darker(look.main, 0.5), { shade: 'inside' });
  const band = surface(outline('130 330*, 250 338, 366 334*, 372 356*, 250 362, 130 358*'), darker(look.main, 0.12), {
    shade: 'flat',
  });
  const shine =
    gleam(curve(`164 ${top + 40}, 166 200, 156 280`), 9, 0.4) + gleam(curve('276 296, 318 308, 338 324'), 7, 0.4);
  const buckle = look.either(
    '',
    surface(outline(`214 ${top + 30}*, 246 ${top + 30}*, 246 ${top + 46}*, 214 ${top + 46}*`), '#c9ccd1', {
      shade: 'metal',
    }),
  );
  return pair(
    opening + stuff(upper, { ...look, material: 'rubber' }, 'soft') + band + rim + buckle + shine + sole,
    upper,
    136,
  );
};

const sandal: Drawing = (look) => {
  const cork = '#c79b63';
  const footbed = outline('78 330*, 140 322, 210 336, 300 346, 372 340, 408 352, 402 374*, 300 380, 160 376, 84 374*');
  const sole = surface(footbed, cork, { over: ['nap'] });
  const tread = sandalTread();
  const bed = sandalBed(cork);
  const strap = (x: number, width: number, height: number): string =>
    surface(
      outline(`${x + 40} ${height + 6}*, ${x + 40 + width} ${height + 14}*, ${x + width + 76} 340*, ${x + 76} 336*`),
      darker(look.main, 0.35),
    ) +
    stuff(
      outline(
        `${x} 366*, ${x + 8} ${height + 60}, ${x + 40} ${height}, ${x + 40 + width * 0.7} ${height + 2}, ${x + 44 + width} ${height + 24}, ${x + width + 16} ${height + 76}, ${x + width + 4} 370*`,
      ),
      look,
      'soft',
    ) +
    seam(curve(`${x + 7} 362, ${x + 15} ${height + 62}, ${x + 44} ${height + 8}`));
  const buckle = (x: number, y: number): string =>
    surface(outline(`${x} ${y}*, ${x + 22} ${y + 4}*, ${x + 20} ${y + 26}*, ${x - 2} ${y + 22}*`), '#d3b46a', {
      shade: 'metal',
    }) + fill(ellipse(x + 10, y + 13, 5), look.main);
  const heel = sandalHeel(look);
  const high = look.vary(222, 246);
  return pair(
    heel +
      sole +
      tread +
      bed +
      strap(150, 60, high) +
      strap(268, 52, high + 34) +
      buckle(192, high + 40) +
      buckle(306, high + 66),
    footbed,
  );
};

const sandalHeel = (look: Look): string =>
  look.either(
    '',
    stroke(curve('96 330, 88 270, 124 240, 168 262, 190 300'), darker(look.main, 0.1), 13) +
      surface(ellipse(170, 264, 8), '#d3b46a', { shade: 'ball' }),
  );

const sandalBed = (cork: string): string =>
  surface(
    outline('82 330*, 140 318, 212 330, 300 340, 370 334, 406 350*, 300 352, 210 346, 140 334'),
    lighter(cork, 0.35),
  );

const sandalTread = (): string =>
  surface(outline('82 368*, 240 374, 404 368*, 402 384*, 240 390, 84 386*'), '#4a3a2e', {
    shade: 'flat',
  });

export const BOOTS = { boot, 'rain-boot': rainBoot, sandal } as const satisfies Record<string, Drawing>;
