import type { Drawing, Sketch } from './look.ts';
import { curve, ellipse, line, outline } from './outline.ts';
import { contrast, darker, fill, fold, gleam, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

/** A pair: the far shoe stands behind, a little darker. All shoes point to the right. */
function pair(shoe: string, silhouette: string, shadow = 150): Sketch {
  const far = group('translate(-26 -18) scale(.985)', shoe, fill(silhouette, '#1c1820', 0.14));
  const between = fill(ellipse(250, 398, shadow * 0.96, 9), '#000000', 0.12);
  return {
    body: group('translate(10 4)', far, between, group('translate(8 6)', shoe)),
    shadow,
    ground: 404,
    middle: 250,
  };
}

const sneaker: Drawing = (look) => {
  const [heel, toe] = [look.vary(232, 248), look.vary(304, 314)];
  const upper = outline(
    `92 356*, 86 300, 92 ${heel}*, 122 ${heel - 8}, 150 ${heel + 14}, 190 ${heel + 16}*, 226 ${heel + 18}, 276 288, 340 ${toe}, 388 328, 400 356*`,
  );
  const soleColour = look.either('#f6f4ef', '#f6f4ef', '#2a2a2d', look.accent);
  const sole =
    surface(outline('82 350*, 240 356, 404 346*, 414 364, 400 388*, 240 391, 92 389*, 78 370'), soleColour, {
      shade: 'tall',
    }) + stroke(curve('82 371, 240 376, 410 368'), contrast(soleColour), 2, 0.5);
  const cap = surface(
    outline('338 352*, 342 322, 358 314, 388 328, 400 354*'),
    look.either('#f6f4ef', darker(look.main, 0.1)),
    { shade: 'plump' },
  );
  const counter = surface(
    outline(`92 354*, 87 310, 90 276*, 122 288, 138 322, 142 354*`),
    look.either(look.accent, darker(look.main, 0.18)),
  );
  const tongue = surface(
    outline(`156 ${heel + 16}*, 172 ${heel - 24}, 200 ${heel - 26}, 226 ${heel + 12}, 214 ${heel + 32}*`),
    darker(look.main, 0.15),
  );
  const pale = lighter(contrast(look.main), 0.35);
  const mark = look.either(
    stroke(curve('158 344, 206 326, 246 290'), pale, 12) + stroke(curve('196 346, 238 328, 272 298'), pale, 12),
    surface(outline('160 330*, 214 336, 276 296, 232 310, 196 306*'), pale, { shade: 'flat' }),
    seam(curve('150 346, 200 310, 232 286, 306 312')) + surface(ellipse(216, 322, 17), pale),
  );
  const laces = [0, 1, 2, 3].map(
    (row) =>
      stroke(
        line(`${222 + row * 27} ${heel + 24 + row * 13}, ${192 + row * 30} ${heel + 40 + row * 15}`),
        '#fbfaf6',
        8,
      ) + fold(line(`${222 + row * 27} ${heel + 28 + row * 13}, ${194 + row * 30} ${heel + 44 + row * 15}`), 1.5, 0.25),
  );
  const collar = stroke(
    curve(`95 ${heel + 3}, 122 ${heel - 4}, 150 ${heel + 18}, 194 ${heel + 20}`),
    darker(look.main, 0.3),
    9,
  );
  return pair(tongue + stuff(upper, look, 'soft') + counter + mark + cap + laces.join('') + collar + sole, upper, 160);
};

const boot: Drawing = (look) => {
  const top = look.vary(112, 156);
  const upper = outline(
    `116 360*, 108 300, 120 230, 118 ${top}*, 216 ${top - 4}*, 218 216, 236 262, 300 284, 356 310, 376 360*`,
  );
  const sole = surface(
    outline('110 354*, 240 360, 382 354*, 386 372, 378 388*, 200 388, 196 380, 178 380, 176 396*, 112 396*'),
    '#3b322c',
    { shade: 'tall' },
  );
  const welt = seam(curve('114 350, 240 355, 378 350'), '#f0dfb8', 0.8);
  const opening = surface(ellipse(167, top, 49, 10), darker(look.main, 0.45), { shade: 'inside' });
  const cap =
    fold(curve('304 356, 312 318, 334 298'), 2.5, 0.3) + seam(curve('298 356, 306 314, 326 294'), '#000000', 0.3);
  const laces = Array.from({ length: 6 }, (_, row) => top + 24 + row * ((232 - top) / 5)).map((y, row) => {
    const x = 202 + Math.max(0, row - 3) * 15;
    return (
      stroke(line(`${x + 10} ${y}, ${x - 22} ${y + 8}`), look.either('#e8d9b5', '#e8d9b5', '#2a2a2d'), 5) +
      surface(ellipse(x - 24, y + 8, 4.5), '#c9a45c', { shade: 'ball' })
    );
  });
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
  const tread = surface(outline('82 368*, 240 374, 404 368*, 402 384*, 240 390, 84 386*'), '#4a3a2e', {
    shade: 'flat',
  });
  const bed = surface(
    outline('82 330*, 140 318, 212 330, 300 340, 370 334, 406 350*, 300 352, 210 346, 140 334'),
    lighter(cork, 0.35),
  );
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
  const heel = look.either(
    '',
    stroke(curve('96 330, 88 270, 124 240, 168 262, 190 300'), darker(look.main, 0.1), 13) +
      surface(ellipse(170, 264, 8), '#d3b46a', { shade: 'ball' }),
  );
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

const pump: Drawing = (look) => {
  const heel = look.vary(182, 210);
  const upper = outline(
    `96 ${heel}*, 88 ${heel + 40}, 104 ${heel + 74}, 150 ${heel + 86}, 230 324, 286 366, 330 384*, 404 384, 418 372, 380 346, 330 330, 296 318*, 250 296, 186 ${heel + 46}, 140 ${heel + 20}`,
  );
  const spike = surface(
    outline(
      `94 ${heel + 44}*, 150 ${heel + 82}*, 132 ${heel + 110}, 118 392*, 104 392*, 106 ${heel + 110}, 92 ${heel + 70}`,
    ),
    darker(look.main, 0.12),
    { shade: 'round' },
  );
  const sole = stroke(
    curve(`140 ${heel + 88}, 224 332, 284 374, 330 388, 404 388`),
    look.either('#c22a34', '#d9bd8f', '#2a2a2d'),
    6,
  );
  const inside = surface(
    outline(
      `102 ${heel + 2}*, 140 ${heel + 24}, 186 ${heel + 50}, 250 300, 296 320*, 262 296, 196 ${heel + 30}, 140 ${heel + 2}`,
    ),
    lighter(look.main, 0.55),
  );
  const shine =
    gleam(curve('318 346, 360 358, 388 370'), 7, 0.5) +
    gleam(curve(`112 ${heel + 34}, 130 ${heel + 60}, 176 ${heel + 76}`), 6, 0.3);
  const bow = look.either(
    '',
    '',
    surface(outline('284 318, 262 296, 282 292, 296 310, 318 300, 322 322, 300 322'), darker(look.main, 0.15)),
  );
  return pair(inside + spike + surface(upper, look.main, { shade: 'plump' }) + sole + shine + bow, upper, 150);
};

const loafer: Drawing = (look) => {
  const heel = look.vary(252, 268);
  const upper = outline(
    `88 356*, 84 306, 92 ${heel}*, 130 ${heel - 6}, 176 ${heel + 22}, 226 276*, 300 274, 360 306, 392 340, 396 358*`,
  );
  const inside = surface(
    outline(`94 ${heel}*, 130 ${heel - 8}, 176 ${heel + 16}, 230 278*, 178 292, 126 284`),
    darker(look.main, 0.5),
    { shade: 'inside' },
  );
  const apron =
    seam(curve('236 282, 300 288, 348 312, 366 342, 320 344'), '#000000', 0.45) +
    fold(curve('240 290, 300 296, 340 316, 356 340'), 3, 0.16);
  const saddle =
    surface(outline('204 272*, 262 270*, 276 322, 272 350*, 222 350*, 214 310'), darker(look.main, 0.12)) +
    look.either(
      fill(outline('226 296*, 252 294*, 254 304*, 240 312, 228 306*'), '#17130f', 0.7),
      stroke(line('222 300, 262 298'), '#d3b46a', 8) + stroke(ellipse(242, 299, 9), '#d3b46a', 4),
      surface(outline('236 296*, 226 330, 240 334, 246 300*, 256 332, 268 326, 250 294*'), darker(look.main, 0.25)),
    );
  const sole = surface(
    outline('84 350*, 240 356, 400 350*, 402 366, 392 374*, 200 374, 196 372, 170 372, 168 388*, 88 388*'),
    '#3a2a20',
    { shade: 'tall' },
  );
  const back = seam(curve('146 354, 142 316, 98 300')) + gleam(curve('300 290, 342 310, 366 330'), 6, 0.25);
  return pair(stuff(upper, look, 'soft') + inside + apron + saddle + back + sole, upper);
};

export const SHOES = { sneaker, boot, 'rain-boot': rainBoot, sandal, pump, loafer } as const satisfies Record<
  string,
  Drawing
>;
