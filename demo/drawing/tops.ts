import type { Drawing, Look } from './look.ts';
import { box, curve, line, mirror, outline } from './outline.ts';
import { darker, flipped, fold, seam, stroke, stuff, surface } from './surface.ts';

/** Measures of a garment for the upper body, laid over an invisible person. */
interface Cut {
  /** Half width at the armpit. */
  readonly chest: number;
  /** Half width at the hem. */
  readonly hem: number;
  /** Where it ends. */
  readonly length: number;
  /** How deep the neck goes, from 100. */
  readonly neck: number;
  readonly sleeve: 'short' | 'long';
}

/** Sleeves, back of the neck and body, in this order. */
function torso(look: Look, { chest, hem, length, neck, sleeve }: Cut): string {
  const arm = sleeve === 'short' ? shortSleeve(chest) : longSleeve(chest);
  const body = outline(
    mirror([
      [240, 100 + neck],
      [268, 104 + neck * 0.6],
      [284, 92, 1],
      [240 + chest - 8, 112, 1],
      [240 + chest, 190],
      [240 + chest - 4, 280],
      [240 + hem, length, 1],
      [240, length + 5],
    ]),
  );
  const back = outline([
    [198, 90, 1],
    [240, 84],
    [282, 90, 1],
    [262, 100 + neck],
    [240, 106 + neck],
    [218, 100 + neck],
  ]);
  return [
    stuff(arm, look),
    flipped(stuff(arm, look)),
    surface(back, darker(look.main, 0.35), { shade: 'inside' }),
    stuff(body, look),
  ].join('');
}

const shortSleeve = (chest: number): string =>
  outline([
    [240 + chest - 22, 104, 1],
    [240 + chest + 22, 130],
    [240 + chest + 62, 206, 1],
    [240 + chest + 14, 230, 1],
    [240 + chest - 8, 190, 1],
  ]);
const longSleeve = (chest: number): string =>
  outline([
    [240 + chest - 22, 104, 1],
    [240 + chest + 26, 140],
    [240 + chest + 44, 240],
    [240 + chest + 54, 352, 1],
    [240 + chest + 18, 358, 1],
    [240 + chest + 4, 260],
    [240 + chest - 8, 190, 1],
  ]);

const neckBand = (neck: number, colour: string, width: number): string =>
  stroke(
    curve([
      [284, 93, 1],
      [266, 106 + neck * 0.6],
      [240, 101 + neck],
      [214, 106 + neck * 0.6],
      [196, 93, 1],
    ]),
    colour,
    width,
  );

const tShirt: Drawing = (look) => {
  const cut: Cut = {
    chest: look.vary(86, 98),
    hem: look.vary(84, 100),
    length: look.vary(376, 398),
    neck: look.either(18, 24, 46),
    sleeve: 'short',
  };
  const trim = look.either(look.main, look.main, look.accent);
  const edge = 240 + cut.chest;
  const cuff = seam(line([edge + 57, 198], [edge + 10, 221]));
  const body =
    torso(look, cut) +
    neckBand(cut.neck, darker(trim, 0.08), 8) +
    seam(line([240 - cut.hem + 3, cut.length - 11], [240 + cut.hem - 3, cut.length - 11])) +
    cuff +
    flipped(cuff) +
    folds(cut);
  const pocket = look.either(
    '',
    surface(box(262, 172, 44, 48, 5), look.main, { shade: 'soft' }) + seam(line([262, 181], [306, 181])),
  );
  return { body: body + pocket, shadow: 110, ground: 430 };
};

const folds = ({ chest, length }: Cut): string =>
  fold(
    curve([
      [240 + chest - 10, 198],
      [240 + chest - 30, 240],
      [240 + chest - 34, 290],
    ]),
  ) +
  fold(
    curve([
      [240 - chest + 10, 198],
      [240 - chest + 26, 246],
      [240 - chest + 26, 300],
    ]),
  ) +
  fold(
    curve([
      [222, length - 30],
      [232, length - 80],
      [226, length - 140],
    ]),
    3,
    0.08,
  );

export const TOPS: Readonly<Record<string, Drawing>> = { 't-shirt': tShirt };
