import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, fill, flipped, fold, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

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

export const TROUSERS = { jeans, shorts } as const satisfies Record<string, Drawing>;
