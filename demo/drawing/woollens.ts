import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { darker, fill, fold, group, seam, stroke, stuff, surface } from './surface.ts';

const socks: Drawing = (look) => {
  const [shaft, foot] = [look.vary(66, 96), look.vary(86, 104)];
  const top = 250 - shaft * 1.6;
  const shape = outline(
    `186 ${top}*, 256 ${top}*, 258 250, 276 292, ${256 + foot} 330, ${268 + foot} 362, ${240 + foot} 384, 250 376, 198 344, 180 300, 184 220`,
  );
  const heel = surface(outline('183 268*, 220 292, 226 330, 204 348*, 186 320, 180 296'), look.accent, {
    over: ['knit'],
  });
  const toe = surface(
    outline(
      `${236 + foot} 320*, ${256 + foot} 331, ${268 + foot} 362, ${240 + foot} 384, ${224 + foot} 382*, ${236 + foot} 350`,
    ),
    look.accent,
    { over: ['knit'] },
  );
  const rib = surface(box(184, top - 4, 74, 36, 4), look.either(look.main, look.accent), {
    shade: 'round',
    over: ['rib'],
  });
  const sock =
    stuff(shape, { ...look, material: 'wool' }) + heel + toe + rib + fold(curve('232 300, 250 290, 262 276'));
  return {
    body: `<g transform="translate(-52 -14)">${sock}${surface(shape, '#000000', { shade: 'flat', opacity: 0.12 })}</g><g transform="translate(20 14)">${sock}</g>`,
    shadow: 120,
    ground: 408,
    middle: 262,
  };
};

const scarf: Drawing = (look) => {
  const [width, left, right] = [look.vary(30, 38), look.vary(372, 400), look.vary(350, 384)];
  const fringe = (x: number, y: number): string =>
    [-0.8, -0.4, 0, 0.4, 0.8]
      .map((share) =>
        stroke(
          curve(`${x + share * width} ${y - 2}, ${x + share * width * 1.06} ${y + 30}`),
          darker(look.main, 0.1),
          5,
        ),
      )
      .join('');
  const end = (x: number, y: number): string =>
    fringe(x, y) +
    stuff(
      outline(
        `${x - width} 190*, ${x + width} 190*, ${x + width + 3} ${y - 60}, ${x + width} ${y}*, ${x - width} ${y}*, ${x - width - 3} ${y - 60}`,
      ),
      look,
    );
  const loop = stuff(outline(mirror('240 70, 306 82, 346 126, 338 178, 296 212, 240 220')), look, 'plump');
  const hole = surface(ellipse(240, 120, 58, 30), darker(look.main, 0.5), { shade: 'inside' });
  const wraps =
    fold(curve('150 150, 196 196, 262 206'), 4, 0.2) +
    fold(curve('332 140, 300 184, 230 200'), 4, 0.2) +
    fold(curve('138 128, 176 172, 236 186'), 3, 0.12);
  const knot =
    stuff(outline('204 182, 252 172, 292 196, 296 238, 252 250, 212 236'), look, 'plump') +
    fold(curve('216 196, 244 214, 288 216'), 3, 0.16);
  return { body: end(272, left) + end(216, right) + loop + hole + wraps + knot, shadow: 84, ground: 440 };
};

const gloves: Drawing = (look) => {
  const cuffTop = look.vary(340, 356);
  const hand = outline(
    `196 ${cuffTop}*, 182 290, 168 230, 166 142, 180 128, 194 142, 200 200*, 202 108, 217 92, 232 108, 232 200*, 238 116, 252 102, 266 118, 262 204*, 270 150, 284 140, 294 156, 290 236, 312 220, 334 196, 350 206, 338 244, 306 290, 290 ${cuffTop}*`,
  );
  const cuff = surface(
    outline(`192 ${cuffTop - 6}*, 294 ${cuffTop - 6}*, 300 404*, 186 404*`),
    look.either(darker(look.main, 0.15), look.accent),
    { shade: 'round', over: ['rib'] },
  );
  const lines =
    fold(curve('208 250, 240 262, 280 256')) +
    fold(curve('290 240, 282 280, 262 304')) +
    look.either('', [212, 236, 262].map((x) => seam(line(`${x} 232, ${x + 2} 280`), '#000000', 0.4)).join(''));
  const glove = stuff(hand, look, 'plump') + lines + cuff;
  const back = group('translate(-62 -8) rotate(-7 240 300)', glove, fill(hand, '#000000', 0.14));
  return { body: back + group('translate(36 4) rotate(6 240 300)', glove), shadow: 130, ground: 414, middle: 232 };
};

export const WOOLLENS = { socks, scarf, gloves } as const satisfies Record<string, Drawing>;
