import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, lighter, seam, stuff, surface, tube } from './surface.ts';
import { folds, torso } from './tops.ts';

const jacket: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(98, 108), look.vary(92, 104), look.vary(350, 374)];
  const edge = 240 + chest;
  const collar = surface(outline('240 92*, 286 56*, 304 76, 298 118*, 262 112, 240 122*'), darker(look.main, 0.14));
  const cuff = surface(
    outline(`${edge + 14} 338*, ${edge + 56} 332*, ${edge + 58} 362*, ${edge + 18} 369*`),
    darker(look.main, 0.2),
    { over: ['rib'] },
  );
  const pocket =
    seam(line(`${edge - 26} 246, ${edge - 52} 306`), '#000000', 0.5) +
    tube(line(`${edge - 28} 250, ${edge - 52} 302`), darker(look.main, 0.4), 4);
  const flap = look.either(
    '',
    surface(outline('268 172*, 318 168*, 318 188, 293 196, 268 190*'), darker(look.main, 0.06)) +
      surface(ellipse(293, 184, 4), '#c9ccd1', { shade: 'ball' }),
  );
  const yoke = look.either(seam(curve(mirror(`240 150, ${edge - 8} 146`).reverse())), '');
  const band = surface(
    outline(
      mirror(`240 ${length - 10}, ${240 + hem} ${length - 16}*, ${238 + hem} ${length + 14}*, 240 ${length + 20}`),
    ),
    darker(look.main, 0.2),
    { over: [look.either('rib', 'weave')] },
  );
  const body =
    torso(look, { chest, hem: hem + 3, length: length - 4, neck: 34, sleeve: 'long' }) + folds(chest, length) + yoke;
  const half = pocket + cuff;
  return {
    body: body + half + flipped(half) + flap + flipped(flap) + band + zip(116, length + 18) + collar + flipped(collar),
    shadow: 118,
    ground: 430,
  };
};

const coat: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(90, 98), look.vary(112, 134), look.vary(410, 424)];
  const edge = 240 + chest;
  const lapel = stuff(outline('240 222*, 300 150*, 288 138*, 308 128*, 294 62*, 276 58, 240 120*'), look, 'soft');
  const collar = surface(outline('240 96*, 280 52*, 306 74, 312 122*, 284 130*, 250 112'), darker(look.main, 0.12));
  const button = (x: number, y: number): string =>
    surface(ellipse(x, y, 8), darker(contrast(look.main), 0.2), { shade: 'ball' });
  const rows = [238, 284, 330].flatMap((y) => [button(212, y), button(268, y)]).join('');
  const flap = surface(outline('288 292*, 334 284*, 336 304*, 290 314*'), darker(look.main, 0.08));
  const belt = look.either(
    '',
    '',
    surface(box(240 - chest + 2, 240, 2 * chest - 4, 22, 3), darker(look.main, 0.16)) +
      surface(box(226, 236, 30, 30, 4), '#8a6a42', { shade: 'metal' }),
  );
  const cuff =
    fold(line(`${edge + 10} 326, ${edge + 54} 318`), 3, 0.3) +
    surface(ellipse(edge + 42, 336, 4.5), contrast(look.main), { shade: 'ball' });
  const opening = fold(curve(`240 222, 252 300, 254 ${length}`), 3, 0.32);
  const body = torso(look, { chest, hem, length, neck: 40, sleeve: 'long' }) + folds(chest, length);
  return {
    body:
      body +
      opening +
      flap +
      flipped(flap) +
      belt +
      rows +
      cuff +
      flipped(cuff) +
      flipped(lapel) +
      lapel +
      collar +
      flipped(collar),
    shadow: hem * 0.95,
    ground: 444,
  };
};

const raincoat: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(100, 108), look.vary(122, 142), look.vary(392, 410)];
  const edge = 240 + chest;
  const smooth: Look = { ...look, material: 'coated' };
  const hood = stuff(outline(mirror('240 22, 288 34, 318 84, 312 120*, 276 132, 240 138')), smooth, 'soft');
  const opening = surface(outline(mirror('240 44, 274 54, 288 92, 268 128, 240 138*')), darker(look.main, 0.42), {
    shade: 'inside',
  });
  const peak = surface(outline(mirror('240 34, 282 46, 298 78*, 268 58, 240 54')), lighter(look.main, 0.15));
  const flap =
    surface(outline('274 290*, 334 284*, 336 306, 306 320, 276 314*'), darker(look.main, 0.07)) +
    surface(ellipse(306, 306, 5), '#e6e8ea', { shade: 'ball' });
  const snaps = [162, 206, 250, 294, 338]
    .filter((y) => y < length - 20)
    .map((y) => surface(ellipse(240, y, 6), '#e6e8ea', { shade: 'ball' }));
  const placket =
    surface(box(226, 134, 28, length - 132, 3), darker(look.main, 0.05)) + seam(line(`252 140, 252 ${length}`));
  const band = look.either(
    '',
    surface(outline(mirror(`240 366, ${236 + chest + 14} 356*, ${240 + chest + 17} 370*, 240 380`)), '#d9dde0', {
      shade: 'metal',
    }),
  );
  const cuff = seam(line(`${edge + 12} 344, ${edge + 54} 338`));
  const shine = `<g opacity=".8">${fold(curve(`${edge - 30} 150, ${edge - 26} 240, ${edge - 20} 340`), 2, 0.1)}</g>`;
  const body = torso(smooth, { chest, hem, length, neck: 26, sleeve: 'long' }) + folds(chest, length) + shine;
  return {
    body: body + band + placket + snaps.join('') + flap + flipped(flap) + cuff + flipped(cuff) + hood + opening + peak,
    shadow: hem * 0.9,
    ground: 440,
  };
};

/** Teeth and pull of a zip down the middle. */
const zip = (from: number, to: number, x = 240): string =>
  tube(line(`${x} ${from}, ${x} ${to}`), '#b4b8be', 5) +
  surface(box(x - 4, from + 14, 8, 20, 3), '#d7dade', { shade: 'metal' });

export const OUTERWEAR = { jacket, coat, raincoat } as const satisfies Record<string, Drawing>;
