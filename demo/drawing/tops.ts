import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, fill, flipped, fold, lighter, seam, stroke, stuff, surface } from './surface.ts';

/** Measures of a garment for the upper body, worn by nobody. */
interface Cut {
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

export const neckline = (neck: number): string =>
  curve(`287 75*, 266 ${88 + neck * 0.62}, 240 ${87 + neck}, 214 ${88 + neck * 0.62}, 193 75*`);

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

export const folds = (chest: number, length: number): string =>
  fold(curve(`${228 + chest} 190, ${208 + chest} 236, ${204 + chest} 290`)) +
  fold(curve(`${252 - chest} 190, ${268 - chest} 240, ${268 - chest} 300`)) +
  fold(curve(`220 ${length - 24}, 231 ${length - 80}, 224 ${length - 140}`), 3, 0.08);

export const TOPS = { 't-shirt': tShirt, shirt } as const satisfies Record<string, Drawing>;
