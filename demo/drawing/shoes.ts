import type { Drawing, Sketch } from './look.ts';
import { curve, ellipse, line, outline } from './outline.ts';
import { contrast, darker, fill, fold, gleam, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

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
  const laces = sneakerLaces(heel);
  const collar = stroke(
    curve(`95 ${heel + 3}, 122 ${heel - 4}, 150 ${heel + 18}, 194 ${heel + 20}`),
    darker(look.main, 0.3),
    9,
  );
  return pair(tongue + stuff(upper, look, 'soft') + counter + mark + cap + laces.join('') + collar + sole, upper, 160);
};

const sneakerLaces = (heel: number): string[] =>
  [0, 1, 2, 3].map(
    (row) =>
      stroke(
        line(`${222 + row * 27} ${heel + 24 + row * 13}, ${192 + row * 30} ${heel + 40 + row * 15}`),
        '#fbfaf6',
        8,
      ) + fold(line(`${222 + row * 27} ${heel + 28 + row * 13}, ${194 + row * 30} ${heel + 44 + row * 15}`), 1.5, 0.25),
  );

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

/** A pair: the far shoe stands behind, a little darker. All shoes point to the right. */
export function pair(shoe: string, silhouette: string, shadow = 150): Sketch {
  const far = group('translate(-26 -18) scale(.985)', shoe, fill(silhouette, '#1c1820', 0.14));
  const between = fill(ellipse(250, 398, shadow * 0.96, 9), '#000000', 0.12);
  return {
    body: group('translate(10 4)', far, between, group('translate(8 6)', shoe)),
    shadow,
    ground: 404,
    middle: 250,
  };
}

export const SHOES = { sneaker, pump, loafer } as const satisfies Record<string, Drawing>;
