import type { Drawing } from './look.ts';
import { box, curve, ellipse, mirror, outline, polygon } from './outline.ts';
import { darker, flipped, fold, lighter, seam, stuff, surface, wood } from './surface.ts';

const LEGS = ['#b9834a', '#6e4729', '#d8b681', '#2f2b29'] as const;

/** A leg that narrows towards the floor; `lean` moves the foot outwards. */
export const leg = (x: number, from: number, to: number, width: number, lean: number, colour: string): string =>
  wood(
    polygon(
      `${x - width / 2} ${from}, ${x + width / 2} ${from}, ${x + lean + width * 0.3} ${to}, ${x + lean - width * 0.3} ${to}`,
    ),
    colour,
    'grain-up',
  );

const chair: Drawing = (look) => {
  const [half, top, seat] = [look.vary(72, 84), look.vary(92, 112), look.vary(262, 274)];
  const [post, back] = [look.main, darker(look.main, 0.3)];
  const rear = [leg(240 - half + 12, seat, 392, 13, -6, back), leg(240 + half - 12, seat, 392, 13, 6, back)].join('');
  const front = [
    leg(240 - half - 4, seat + 12, 412, 17, -8, post),
    leg(240 + half + 4, seat + 12, 412, 17, 8, post),
  ].join('');
  const posts = [-1, 1]
    .map((side) =>
      wood(
        polygon(
          `${240 + side * (half - 14)} ${top}, ${240 + side * (half - 1)} ${top}, ${240 + side * (half + 1)} ${seat}, ${240 + side * (half - 14)} ${seat}`,
        ),
        post,
        'grain-up',
      ),
    )
    .join('');
  const rail = (y: number, height: number): string =>
    wood(
      outline(mirror(`240 ${y + 7}, ${238 + half} ${y}*, ${238 + half} ${y + height}*, 240 ${y + height + 7}`)),
      post,
    );
  const rods = [-0.5, -0.17, 0.17, 0.5]
    .map((share) => wood(box(240 + share * half * 1.3 - 4, top + 30, 8, seat - top - 30, 3), post, 'grain-up'))
    .join('');
  const shell = surface(
    outline(
      mirror(
        `240 ${top - 2}, ${228 + half} ${top + 6}, ${242 + half} ${top + 70}, ${234 + half} ${top + 118}, 240 ${top + 128}`,
      ),
    ),
    look.main,
    { shade: 'plump', over: ['grain'] },
  );
  const form = look.either(rail(top, 34) + rods, rail(top, 26) + rail(top + 48, 24) + rail(top + 96, 24), shell);
  const stretcher = wood(box(240 - half + 2, 344, 2 * half - 4, 9, 3), back);
  const pad = wood(
    outline(
      mirror(
        `240 ${seat - 8}, ${230 + half} ${seat - 6}, ${256 + half} ${seat + 8}, ${252 + half} ${seat + 18}*, 240 ${seat + 24}`,
      ),
    ),
    lighter(look.main, 0.06),
  );
  const edge = surface(
    outline(mirror(`240 ${seat + 22}, ${252 + half} ${seat + 17}*, ${250 + half} ${seat + 28}*, 240 ${seat + 33}`)),
    darker(look.main, 0.16),
  );
  return { body: rear + stretcher + posts + form + front + pad + edge, shadow: half + 34, ground: 414 };
};

const armchair: Drawing = (look) => {
  const [half, top, arm] = [look.vary(112, 126), look.vary(104, 132), look.vary(232, 250)];
  const foot = look.either(...LEGS);
  const legs = [leg(240 - half + 8, 372, 414, 18, -8, foot), leg(240 + half - 8, 372, 414, 18, 8, foot)].join('');
  const back = stuff(
    outline(
      mirror(
        look.either(
          `240 ${top - 8}, ${226 + half} ${top}, ${246 + half} ${top + 60}, ${230 + half} 330*, 240 334`,
          `240 ${top}, ${214 + half} ${top + 2}, ${236 + half} ${top + 30}, ${238 + half} 330*, 240 334`,
          `240 ${top - 12}, ${200 + half} ${top + 6}, ${252 + half} ${top + 76}, ${228 + half} 330*, 240 334`,
        ),
      ),
    ),
    look,
    'plump',
  );
  const buttons = look.either(
    '',
    [
      [-34, 54],
      [34, 54],
      [0, 92],
    ]
      .map(
        ([dx, dy]) =>
          surface(ellipse(240 + dx!, top + dy!, 5), darker(look.main, 0.2), { shade: 'ball' }) +
          fold(
            curve(
              `${240 + dx! - 18} ${top + dy! - 10}, ${240 + dx!} ${top + dy!}, ${240 + dx! + 18} ${top + dy! - 10}`,
            ),
            2,
            0.16,
          ),
      )
      .join(''),
  );
  const seat =
    stuff(outline(mirror(`240 272, ${210 + half} 274, ${216 + half} 296, ${210 + half} 322, 240 326`)), look, 'tall') +
    seam(curve(mirror(`240 318, ${208 + half} 314`).reverse()), '#000000', 0.2);
  const base = stuff(box(240 - half + 6, 318, 2 * half - 12, 58, 10), look, 'tall');
  const side = stuff(
    outline(
      `${212 + half} ${arm + 16}, ${238 + half} ${arm - 4}, ${268 + half} ${arm + 16}, ${262 + half} 330, ${254 + half} 380*, ${218 + half} 382*, ${214 + half} 330`,
    ),
    look,
    'plump',
  );
  const cushion = look.either(
    '',
    stuff(
      outline('204 206, 240 200, 282 208, 290 244, 282 280, 240 284, 202 278, 196 242'),
      { ...look, main: look.accent, pattern: 'plain' },
      'plump',
    ),
  );
  return { body: legs + back + buttons + base + seat + cushion + flipped(side) + side, shadow: half + 40, ground: 414 };
};

const sofa: Drawing = (look) => {
  const [top, arm, seats] = [look.vary(172, 194), look.vary(232, 250), Number(look.fact('seats') ?? 2)];
  const [left, right] = [70, 410];
  const foot = look.either(...LEGS);
  const legs = [
    leg(78, 372, 408, 15, -6, foot),
    leg(402, 372, 408, 15, 6, foot),
    leg(160, 372, 404, 13, 0, foot),
    leg(320, 372, 404, 13, 0, foot),
  ].join('');
  const width = (right - left) / seats;
  const backs = Array.from({ length: seats }, (_, index) => {
    const x = left + index * width;
    return stuff(
      outline(
        `${x + 3} ${top + 14}, ${x + width / 2} ${top}, ${x + width - 3} ${top + 14}, ${x + width} 250, ${x + width - 4} 300, ${x + 4} 300, ${x} 250`,
      ),
      look,
      'plump',
    );
  });
  const cushions = Array.from({ length: seats }, (_, index) => {
    const x = left + index * width;
    return stuff(
      outline(
        `${x + 2} 288, ${x + width / 2} 280, ${x + width - 2} 288, ${x + width} 312, ${x + width - 4} 332, ${x + 4} 332, ${x} 312`,
      ),
      look,
      'tall',
    );
  });
  const base = stuff(box(56, 326, 368, 50, 10), look, 'tall');
  const side = stuff(
    look.either(
      outline(`398 ${arm + 14}, 424 ${arm - 6}, 450 ${arm + 14}, 446 330, 440 382*, 404 384*, 398 330`),
      box(400, arm - 4, 46, 386 - arm, 14),
    ),
    look,
    'plump',
  );
  const pillow = (x: number, colour: string): string =>
    stuff(
      outline(
        `${x - 34} 232, ${x} 226, ${x + 36} 234, ${x + 38} 266, ${x + 32} 294, ${x} 298, ${x - 34} 292, ${x - 38} 262`,
      ),
      { ...look, main: colour },
      'plump',
    );
  const pillows = look.either(
    '',
    pillow(118, look.accent),
    pillow(118, look.accent) + pillow(364, lighter(look.accent, 0.25)),
  );
  return {
    body: legs + backs.join('') + base + cushions.join('') + pillows + flipped(side) + side,
    shadow: 200,
    ground: 408,
  };
};

const stool: Drawing = (look) => {
  const [half, top, spread] = [look.vary(80, 96), look.vary(170, 216), look.vary(14, 30)];
  const frame = look.either(look.main, look.main, '#3a3a3e');
  const rear = [
    leg(240 - half + 40, top + 10, 384, 13, -spread * 0.4, darker(frame, 0.3)),
    leg(240 + half - 40, top + 10, 384, 13, spread * 0.4, darker(frame, 0.3)),
  ].join('');
  const front = [
    leg(240 - half + 18, top + 14, 410, 17, -spread, frame),
    leg(240 + half - 18, top + 14, 410, 17, spread, frame),
  ].join('');
  const rail = wood(box(240 - half + 16 - spread * 0.5, 330, 2 * half - 32 + spread, 10, 4), darker(frame, 0.1));
  const seat = surface(
    outline(
      mirror(
        `240 ${top - 18}, ${240 + half * 0.72} ${top - 13}, ${240 + half} ${top}, ${240 + half} ${top + 12}, ${240 + half * 0.7} ${top + 24}, 240 ${top + 28}`,
      ),
    ),
    darker(look.main, 0.12),
    { shade: 'round' },
  );
  const upper = surface(ellipse(240, top, half, 19), look.main, { shade: 'soft', over: ['grain'] });
  const rings = fold(ellipse(240, top - 1, half * 0.7, 12), 1.5, 0.12);
  return { body: rear + rail + front + seat + upper + rings, shadow: half + 20, ground: 412 };
};

export const SEATING = { chair, armchair, sofa, stool } as const satisfies Record<string, Drawing>;
