import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, fill, flipped, fold, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

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
  const pleats = [-0.75, -0.45, -0.15, 0.15, 0.45, 0.75].map((share) =>
    fold(
      curve(`${240 + share * waist} 216, ${240 + share * flare * 0.66} 300, ${240 + share * flare} ${length}`),
      3,
      0.13,
    ),
  );
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

const jeans: Drawing = (look) => {
  const [hem, knee, length] = [look.vary(30, 46), look.vary(316, 326), look.vary(410, 422)];
  const cloth: Look = { ...look, material: 'denim', pattern: 'plain' };
  const yarn = '#d9a441';
  const [outer, inner] = [280 + hem, 276 - hem];
  const leg = stuff(
    outline(`240 70*, 310 68*, 330 150, ${knee} 270, ${outer} ${length}*, ${inner} ${length + 4}*, 249 280, 240 186*`),
    cloth,
  );
  const cuff = seam(line(`${outer - 1} ${length - 12}, ${inner + 2} ${length - 9}`), yarn, 0.9);
  const side = seam(curve(`312 92, 322 150, ${knee - 7} 270, ${outer - 7} ${length - 14}`), yarn, 0.55);
  const pocket = seam(curve('286 88, 293 114, 320 126'), yarn, 0.95);
  const worn = group('rotate(4 290 240)', fill(ellipse(290, 230, 17, 62), '#ffffff', 0.13));
  const half = leg + worn + cuff + side + pocket + fold(curve('254 196, 276 188, 300 192'), 2.5, 0.14);
  const band = surface(outline(mirror('240 56, 308 52*, 312 80*, 240 85')), darker(look.main, 0.08), {
    over: ['denim'],
  });
  const loops = [176, 210, 270, 304].map((x) => surface(box(x - 4, 53, 8, 31, 2), darker(look.main, 0.14)));
  const fly = seam(curve('258 86, 257 136, 241 150'), yarn, 0.95) + fold(line('240 86, 240 186'), 2.5, 0.35);
  const button = surface(ellipse(240, 69, 6.5), '#c98d4e', { shade: 'ball' });
  return { body: flipped(half) + half + fly + band + loops.join('') + button, shadow: 100, ground: 440 };
};

const shorts: Drawing = (look) => {
  const length = look.vary(300, 340);
  const leg = stuff(
    outline(`240 130*, 326 124*, 346 220, ${look.vary(360, 376)} ${length}*, 254 ${length + 12}*, 240 240*`),
    look,
  );
  const band = stuff(outline(mirror('240 112, 324 104*, 328 132*, 240 138')), look);
  const inside = surface(ellipse(240, 107, 78, 7), darker(look.main, 0.4), { shade: 'inside' });
  const pocket = seam(curve('296 138, 306 170, 336 184'));
  const cuff = seam(line(`364 ${length - 12}, 256 ${length - 1}`));
  const cord = [-1, 1].map((side) =>
    stroke(curve(`240 124, ${240 + side * 14} 150, ${240 + side * 10} 184`), lighter(contrast(look.main), 0.4), 4),
  );
  const body =
    inside +
    flipped(leg) +
    leg +
    fold(curve('240 140, 241 200, 240 240'), 3, 0.3) +
    pocket +
    flipped(pocket) +
    cuff +
    flipped(cuff) +
    band;
  return { body: body + cord.join(''), shadow: 120, ground: 420 };
};

export const BOTTOMS = { dress, skirt, jeans, shorts } as const satisfies Record<string, Drawing>;
