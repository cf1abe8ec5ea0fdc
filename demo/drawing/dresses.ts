import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, lighter, seam, stroke, stuff, surface } from './surface.ts';

const dress: Drawing = (look) => {
  const [waist, flare, length] = [look.vary(48, 56), look.vary(120, 158), look.vary(390, 420)];
  const deep = look.either(22, 40);
  const top = look.either(straps, sleeves, sleeves);
  const bodice = outline(
    mirror(
      `240 ${92 + deep}, 262 ${88 + deep * 0.5}, 280 66*, 304 72*, 310 118, 318 140*, ${240 + waist + 10} 176, ${240 + waist} 208*, 240 212`,
    ),
  );
  const skirt = outline(
    mirror(
      `240 204, ${240 + waist} 204*, ${240 + flare * 0.72} 290, ${240 + flare} ${length - 6}*, ${240 + flare * 0.5} ${length + 8}, 240 ${length + 4}`,
    ),
  );
  const back = surface(
    outline(`202 66*, 240 74, 278 66*, 262 ${92 + deep}, 240 ${98 + deep}, 218 ${92 + deep}`),
    darker(look.main, 0.35),
    { shade: 'inside' },
  );
  const belt = surface(
    box(240 - waist - 1, 199, 2 * waist + 2, 14, 4),
    look.either(darker(look.main, 0.25), look.accent),
    { shade: 'round' },
  );
  const pleats = dressPleats(waist, flare, length);
  const hem = seam(
    curve(
      mirror(`${240 + flare - 3} ${length - 16}, ${240 + flare * 0.5} ${length - 2}, 240 ${length - 6}`).slice(0, 5),
    ),
    '#000000',
    0.2,
  );
  return {
    body: back + top(look) + stuff(bodice, look) + stuff(skirt, look) + pleats.join('') + hem + belt,
    shadow: flare * 0.8,
    ground: 442,
  };
};

const dressPleats = (waist: number, flare: number, length: number): string[] =>
  [-0.75, -0.45, -0.15, 0.15, 0.45, 0.75].map((share) =>
    fold(
      curve(`${240 + share * waist} 216, ${240 + share * flare * 0.66} 300, ${240 + share * flare} ${length}`),
      3,
      0.13,
    ),
  );

const sleeves = (look: Look): string => {
  const sleeve = stuff(outline('300 70*, 336 92, 356 148*, 326 162*, 312 140*'), look);
  return sleeve + flipped(sleeve);
};

const straps = (look: Look): string => {
  const strap = surface(outline('276 62*, 298 62*, 306 120*, 282 120*'), look.main);
  return strap + flipped(strap);
};

const skirt: Drawing = (look) => {
  const [waist, flare, length] = [look.vary(66, 78), look.vary(124, 160), look.vary(350, 396)];
  const cloth = outline(
    mirror(
      `240 116, ${240 + waist} 112*, ${240 + waist + 26} 190, ${240 + flare} ${length - 8}*, ${240 + flare * 0.5} ${length + 10}, 240 ${length + 6}`,
    ),
  );
  const band = stuff(outline(mirror(`240 96, ${238 + waist} 90*, ${241 + waist} 116*, 240 122`)), look);
  const inside = surface(ellipse(240, 92, waist - 4, 7), darker(look.main, 0.4), { shade: 'inside' });
  const pleats = Array.from({ length: 9 }, (_, index) => (index - 4) / 4.6).map(
    (share) =>
      fold(
        curve(`${240 + share * waist} 122, ${240 + share * (waist + 24)} 190, ${240 + share * flare} ${length}`),
        4,
        0.15,
      ) +
      stroke(
        curve(`${244 + share * waist} 122, ${245 + share * (waist + 24)} 190, ${247 + share * flare} ${length}`),
        '#ffffff',
        2,
        0.16,
      ),
  );
  const buttons = look
    .either(
      [],
      [140, 180, 220, 260, 300].filter((y) => y < length - 20),
    )
    .map((y) => surface(ellipse(240, y, 6), lighter(contrast(look.main), 0.3), { shade: 'ball' }));
  return {
    body: inside + stuff(cloth, look) + pleats.join('') + band + buttons.join(''),
    shadow: flare * 0.85,
    ground: 436,
  };
};

export const DRESSES = { dress, skirt } as const satisfies Record<string, Drawing>;
