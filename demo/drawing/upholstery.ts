import { leg } from './furniture-parts.ts';
import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, mirror, outline } from './outline.ts';
import { darker, flipped, fold, lighter, seam, stuff, surface } from './surface.ts';

const LEGS = ['#b9834a', '#6e4729', '#d8b681', '#2f2b29'] as const;

const armchair: Drawing = (look) => {
  const [half, top, arm] = [look.vary(112, 126), look.vary(104, 132), look.vary(232, 250)];
  const foot = look.either(...LEGS);
  const legs = [leg(240 - half + 8, 372, 414, 18, -8, foot), leg(240 + half - 8, 372, 414, 18, 8, foot)].join('');
  const back = armchairBack(look, half, top);
  const buttons = armchairButtons(look, top);
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

const armchairButtons = (look: Look, top: number): string =>
  look.either(
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

const armchairBack = (look: Look, half: number, top: number): string =>
  stuff(
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
  const backs = sofaBacks(look, top, seats, left, width);
  const cushions = sofaCushions(look, seats, left, width);
  const base = stuff(box(56, 326, 368, 50, 10), look, 'tall');
  const side = sofaSide(look, arm);
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

const sofaBacks = (look: Look, top: number, seats: number, left: number, width: number): string[] =>
  Array.from({ length: seats }, (_, index) => {
    const x = left + index * width;
    return stuff(
      outline(
        `${x + 3} ${top + 14}, ${x + width / 2} ${top}, ${x + width - 3} ${top + 14}, ${x + width} 250, ${x + width - 4} 300, ${x + 4} 300, ${x} 250`,
      ),
      look,
      'plump',
    );
  });

const sofaCushions = (look: Look, seats: number, left: number, width: number): string[] =>
  Array.from({ length: seats }, (_, index) => {
    const x = left + index * width;
    return stuff(
      outline(
        `${x + 2} 288, ${x + width / 2} 280, ${x + width - 2} 288, ${x + width} 312, ${x + width - 4} 332, ${x + 4} 332, ${x} 312`,
      ),
      look,
      'tall',
    );
  });

const sofaSide = (look: Look, arm: number): string =>
  stuff(
    look.either(
      outline(`398 ${arm + 14}, 424 ${arm - 6}, 450 ${arm + 14}, 446 330, 440 382*, 404 384*, 398 330`),
      box(400, arm - 4, 46, 386 - arm, 14),
    ),
    look,
    'plump',
  );

export const UPHOLSTERY = { armchair, sofa } as const satisfies Record<string, Drawing>;
