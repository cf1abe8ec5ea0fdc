import type { Drawing, Look } from './look.ts';
import { curve, line, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, lighter, seam, stroke, stuff, surface, tube } from './surface.ts';
import { folds, neckline, torso } from './tops.ts';

const sweater: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(98, 112), look.vary(90, 104), look.vary(376, 396)];
  const edge = 240 + chest;
  const rib = (path: string): string => surface(path, darker(look.main, 0.1), { shade: 'cloth', over: ['rib'] });
  const cuff = rib(outline(`${edge + 14} 336*, ${edge + 56} 330*, ${edge + 58} 368*, ${edge + 20} 374*`));
  const roll = look.fact('neck') === 'roll neck';
  const depth = look.fact('neck') === 'V-neck' ? 58 : 26;
  const neck = roll
    ? rib(outline(mirror('240 44, 282 46*, 288 78, 286 96*, 240 108')))
    : stroke(depth > 30 ? line('287 75, 240 144, 193 75') : neckline(depth), darker(look.main, 0.12), 15);
  const cables = look.either('', [200, 240, 280].map((x) => cable(x, 120, length - 30)).join(''), '');
  const body = torso(
    { ...look, material: 'wool' },
    { chest, hem: hem + 4, length: length - 10, neck: depth, sleeve: 'long' },
  );
  const waist = rib(
    outline(
      mirror(`240 ${length - 18}, ${240 + hem} ${length - 24}*, ${238 + hem} ${length + 14}*, 240 ${length + 20}`),
    ),
  );
  return {
    body: body + cables + folds(chest, length - 20) + waist + cuff + flipped(cuff) + neck,
    shadow: 116,
    ground: 438,
  };
};

/** A plait of wool, from one height to another. */
function cable(x: number, from: number, to: number): string {
  const turns = Array.from({ length: Math.floor((to - from) / 26) }, (_, index) => from + index * 26);
  const half = (side: 1 | -1): string =>
    turns.map((y) => `${x + (y % 52 === from % 52 ? 7 : -7) * side} ${y}`).join(', ');
  return fold(curve(half(1)), 4, 0.2) + fold(curve(half(-1)), 4, 0.2);
}

const hoodie: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(98, 110), look.vary(90, 100), look.vary(380, 396)];
  const plain: Look = { ...look, material: 'cotton' };
  const edge = 240 + chest;
  const cuff = surface(
    outline(`${edge + 14} 340*, ${edge + 56} 334*, ${edge + 57} 366*, ${edge + 20} 372*`),
    darker(look.main, 0.12),
    { over: ['rib'] },
  );
  const hood = stuff(outline(mirror('240 34, 284 46, 312 84, 318 116*, 288 128, 240 136')), plain, 'soft');
  const opening = surface(outline(mirror('240 58, 270 66, 284 96, 268 124, 240 136*')), darker(look.main, 0.45), {
    shade: 'inside',
  });
  const cords = [
    [222, 214],
    [258, 226],
  ].map(([x, y]) => tube(curve(`${x} 128, ${x! - 2} 170, ${x} ${y}`), lighter(contrast(look.main), 0.3), 4));
  const pocket =
    surface(outline(mirror('240 262*, 284 262*, 318 330*, 316 360*, 240 362*')), look.main, { shade: 'tall' }) +
    seam(line('284 264, 316 330')) +
    seam(line('196 264, 164 330'));
  const waist = surface(
    outline(
      mirror(`240 ${length - 16}, ${240 + hem} ${length - 22}*, ${238 + hem} ${length + 14}*, 240 ${length + 20}`),
    ),
    darker(look.main, 0.12),
    { over: ['rib'] },
  );
  const zip = look.either('', tube(line(`240 136, 240 ${length + 16}`), '#b9bcc2', 4));
  const body =
    torso(plain, { chest, hem: hem + 4, length: length - 10, neck: 26, sleeve: 'long' }) + folds(chest, length - 40);
  return {
    body: body + pocket + zip + waist + cuff + flipped(cuff) + hood + opening + cords.join(''),
    shadow: 116,
    ground: 438,
  };
};

export const KNITWEAR = { sweater, hoodie } as const satisfies Record<string, Drawing>;
