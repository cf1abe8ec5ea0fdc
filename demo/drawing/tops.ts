import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, fill, flipped, fold, lighter, seam, stroke, stuff, surface, tube } from './surface.ts';

/** Measures of a garment for the upper body, worn by nobody. */
export interface Cut {
  /** Half width at the armpit. */
  readonly chest: number;
  /** Half width at the hem. */
  readonly hem: number;
  /** Where it ends. */
  readonly length: number;
  /** How deep the neck goes, from 86. */
  readonly neck: number;
  readonly sleeve: 'short' | 'long';
}

/** Sleeves, inside of the neck and body, in this order. */
export function torso(look: Look, { chest, hem, length, neck, sleeve }: Cut): string {
  const arm = stuff(outline(sleeve === 'short' ? shortSleeve(240 + chest) : longSleeve(240 + chest)), look);
  const right = `240 ${86 + neck}, 266 ${86 + neck * 0.62}, 286 74*, ${226 + chest} 94*, ${240 + chest} 180`;
  const body = outline(mirror(`${right}, ${236 + chest} 280, ${240 + hem} ${length}*, 240 ${length + 6}`));
  const inside = outline(`194 72*, 240 65, 286 72*, 264 ${84 + neck}, 240 ${90 + neck}, 216 ${84 + neck}`);
  return arm + flipped(arm) + surface(inside, darker(look.main, 0.35), { shade: 'inside' }) + stuff(body, look);
}

const shortSleeve = (edge: number): string =>
  `${edge - 24} 86*, ${edge + 20} 112, ${edge + 62} 192*, ${edge + 12} 220*, ${edge - 8} 182*`;
const longSleeve = (edge: number): string =>
  `${edge - 24} 86*, ${edge + 24} 124, ${edge + 42} 230, ${edge + 54} 356*, ${edge + 16} 362*, ${edge + 2} 250, ${edge - 8} 182*`;

const neckline = (neck: number): string =>
  curve(`287 75*, 266 ${88 + neck * 0.62}, 240 ${87 + neck}, 214 ${88 + neck * 0.62}, 193 75*`);

export const folds = (chest: number, length: number): string =>
  fold(curve(`${228 + chest} 190, ${208 + chest} 236, ${204 + chest} 290`)) +
  fold(curve(`${252 - chest} 190, ${268 - chest} 240, ${268 - chest} 300`)) +
  fold(curve(`220 ${length - 24}, 231 ${length - 80}, 224 ${length - 140}`), 3, 0.08);

const tShirt: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(92, 104), look.vary(90, 108), look.vary(384, 404)];
  const neck = look.either(18, 24, 46);
  const edge = 240 + chest;
  const cuff = seam(line(`${edge + 57} 185, ${edge + 10} 211`));
  const trim = stroke(neckline(neck), darker(look.either(look.main, look.main, look.accent), 0.1), 8);
  const hems = seam(line(`${243 - hem} ${length - 11}, ${237 + hem} ${length - 11}`)) + cuff + flipped(cuff);
  const pocket = look.either('', '', surface(box(264, 160, 46, 50, 5), look.main) + seam(line('264 170, 310 170')));
  const body = torso(look, { chest, hem, length, neck, sleeve: 'short' }) + folds(chest, length);
  return { body: body + trim + hems + pocket, shadow: 112, ground: 436 };
};

const shirt: Drawing = (look) => {
  const [chest, hem, length] = [look.vary(92, 100), look.vary(94, 102), look.vary(392, 408)];
  const edge = 240 + chest;
  const collar = surface(outline('240 112*, 292 70*, 304 92, 282 134*, 258 112'), lighter(look.main, 0.12));
  const cuff = surface(
    outline(`${edge + 12} 344*, ${edge + 56} 338*, ${edge + 58} 366*, ${edge + 16} 372*`),
    look.main,
  );
  const placket =
    fill(box(229, 112, 22, length - 110, 0), lighter(look.main, 0.2), 0.4) +
    seam(line(`251 116, 251 ${length}`)) +
    seam(line(`229 116, 229 ${length}`));
  const buttons = [132, 178, 224, 270, 316, 362].map((y) =>
    surface(ellipse(240, y, 5), lighter(contrast(look.main), 0.4), { shade: 'ball' }),
  );
  const pocket =
    surface(outline('268 168*, 316 168*, 316 214, 292 226*, 268 214'), look.main) + seam(line('268 179, 316 179'));
  const body =
    torso(look, { chest, hem, length, neck: 30, sleeve: 'long' }) + folds(chest, length) + placket + buttons.join('');
  return { body: body + pocket + cuff + flipped(cuff) + collar + flipped(collar), shadow: 120, ground: 440 };
};

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

export const TOPS = { 't-shirt': tShirt, shirt, sweater, hoodie } as const satisfies Record<string, Drawing>;
