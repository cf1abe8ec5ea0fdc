import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, fill, fold, gleam, lighter, stroke, surface, tube } from './surface.ts';

export const STEEL = '#c5c9ce';

export const DARK = '#2f2f33';

const kettle: Drawing = (look) => {
  const [half, top] = [look.vary(98, 112), look.vary(196, 214)];
  const stove = look.either(true, false);
  const spout = kettleSpout(look, half, top, stove);
  const handle = kettleHandle(half, top, stove);
  const body = kettleBody(look, half, top, stove);
  const lid =
    surface(
      outline(mirror(`240 ${top - 20}, 286 ${top - 12}, 300 ${top + 2}*, 240 ${top + 9}`)),
      lighter(look.main, 0.1),
      { shade: 'round' },
    ) + surface(ellipse(240, top - 26, 13, 11), DARK, { shade: 'ball' });
  const base = stove ? '' : surface(turned(240, `${half + 4} 392*, ${half + 10} 404*`, 8), DARK, { shade: 'round' });
  const gauge = stove
    ? ''
    : fill(box(234, 300, 12, 62, 6), '#10212c', 0.55) + fill(box(237, 324, 6, 34, 3), '#8cc6ee', 0.8);
  return {
    body:
      spout +
      handle +
      base +
      body +
      lid +
      gauge +
      gleam(curve(`${258 - half} 290, ${256 - half} 340, ${264 - half} 372`), 8, 0.35),
    shadow: half + 14,
    ground: 408,
  };
};

const kettleHandle = (half: number, top: number, stove: boolean): string =>
  stove
    ? tube(
        curve(
          `${264 - half} ${top + 20}, 186 ${top - 96}, 240 ${top - 116}, 294 ${top - 96}, ${216 + half} ${top + 20}`,
        ),
        DARK,
        15,
      )
    : tube(
        curve(
          `${232 + half * 0.8} ${top + 18}, ${292 + half * 0.8} ${top + 10}, ${296 + half * 0.8} 330, ${236 + half * 0.9} 352`,
        ),
        DARK,
        19,
      );

const kettleSpout = (look: Look, half: number, top: number, stove: boolean): string =>
  stove
    ? surface(
        outline(
          `${246 - half} 330, ${206 - half} 280, ${186 - half} ${top + 4}*, ${212 - half} ${top - 6}*, ${238 - half} 262, ${262 - half} 276`,
        ),
        look.main,
        { shade: 'soft' },
      )
    : tube(
        curve(`${250 - half} 340, ${196 - half} 318, ${206 - half} ${top + 20}, ${172 - half} ${top + 4}`),
        look.main,
        15,
      );

const kettleBody = (look: Look, half: number, top: number, stove: boolean): string =>
  surface(
    turned(
      240,
      stove
        ? `60 ${top}*, ${half * 0.9} ${top + 50}, ${half} 330, ${half * 0.94} 388, ${half * 0.8} 396*`
        : `52 ${top}*, ${half * 0.74} ${top + 60}, ${half * 0.96} 350, ${half} 380, ${half * 0.96} 388*`,
      8,
    ),
    look.main,
    { shade: 'round' },
  );

const toaster: Drawing = (look) => {
  const [half, top] = [look.vary(132, 148), look.vary(226, 246)];
  const shell = toasterShell(look, half, top);
  const slot = surface(box(240 - half * 0.76, top - 4, half * 1.52, 13, 6), '#1c1c1f', { shade: 'flat' });
  const band = surface(box(238 - half, 372, 2 * half + 4, 26, 8), STEEL, { shade: 'metal' });
  const lever =
    surface(box(212 + half, top + 46, 8, 96, 4), darker(look.main, 0.5), { shade: 'flat' }) +
    surface(box(202 + half, top + 52, 28, 16, 6), DARK, { shade: 'tall' });
  const dial =
    surface(ellipse(200 + half, 346, 15), STEEL, { shade: 'metal' }) +
    stroke(line(`${200 + half} 346, ${208 + half} 336`), DARK, 3);
  const feet = [-1, 1].map((side) => surface(box(240 + side * half * 0.72 - 18, 394, 36, 12, 4), DARK));
  const stripes = toasterStripes(look, half, top);
  return {
    body:
      feet.join('') +
      look.either(toast(top, 200) + toast(top, 282), '') +
      shell +
      slot +
      stripes +
      band +
      lever +
      dial +
      gleam(curve(`${256 - half} 340, ${254 - half} ${top + 50}, ${280 - half} ${top + 10}`), 7, 0.45),
    shadow: half + 16,
    ground: 408,
  };
};

/** A slice that looks out of the slot. */
function toast(top: number, x: number): string {
  const crust = `${x} ${top - 64}, ${x + 36} ${top - 58}, ${x + 38} ${top - 34}, ${x + 34} ${top + 12}*, ${x} ${top + 14}`;
  const crumb = `${x} ${top - 56}, ${x + 28} ${top - 50}, ${x + 29} ${top - 32}, ${x + 26} ${top + 8}*, ${x} ${top + 10}`;
  return surface(outline(mirror(crust, x)), '#c98d4e') + fill(outline(mirror(crumb, x)), '#ecc98e', 0.9);
}

const toasterShell = (look: Look, half: number, top: number): string =>
  surface(
    outline(
      mirror(
        `240 ${top - 8}, ${216 + half} ${top - 6}, ${240 + half} ${top + 30}, ${244 + half} 386, ${240 + half} 396*, 240 396`,
      ),
    ),
    look.main,
    { shade: 'soft' },
  );

const toasterStripes = (look: Look, half: number, top: number): string =>
  look.either(
    '',
    [0.32, 0.44, 0.56]
      .map((share) => fold(line(`${254 - half} ${top + share * 160}, ${186 + half} ${top + share * 160}`), 3, 0.12))
      .join(''),
  );

const coffeeMaker: Drawing = (look) => {
  const [half, top] = [look.vary(108, 122), look.vary(124, 142)];
  const back = coffeeMakerBack(look, half, top);
  const head = surface(box(240 - half, top, 2 * half, 112, 22), look.main, { shade: 'soft' });
  const rail =
    surface(box(248 - half, top - 16, 2 * half - 16, 10, 4), STEEL, { shade: 'metal' }) +
    [-1, 1].map((side) => surface(box(240 + side * (half - 26) - 3, top - 10, 6, 12), STEEL)).join('');
  const cups = coffeeMakerCups(look, top);
  const gauge =
    surface(ellipse(240, top + 50, 30), '#f7f5ef', { shade: 'soft' }) +
    stroke(ellipse(240, top + 50, 30), STEEL, 6) +
    stroke(line(`240 ${top + 50}, 254 ${top + 34}`), '#cb2230', 3);
  const buttons = [-1, 1]
    .map((side) => surface(ellipse(240 + side * 64, top + 50, 15), STEEL, { shade: 'metal' }))
    .join('');
  const group =
    surface(box(196, top + 112, 88, 24, 5), STEEL, { shade: 'metal' }) +
    tube(line(`270 ${top + 146}, 346 ${top + 152}`), '#3a2a20', 15) +
    surface(box(206, top + 134, 68, 20, 6), STEEL, { shade: 'metal' }) +
    surface(polygon(`230 ${top + 154}, 250 ${top + 154}, 247 ${top + 170}, 233 ${top + 170}`), '#9aa0a8');
  const wand = coffeeMakerWand(half, top);
  const jet =
    stroke(line(`236 ${top + 172}, 236 350`), '#4a2d1b', 3) + stroke(line(`244 ${top + 172}, 244 350`), '#4a2d1b', 3);
  const cup =
    surface(outline('206 334*, 274 334*, 268 368, 254 378*, 226 378*, 212 368'), '#f6f3ec', { shade: 'round' }) +
    stroke(curve('272 342, 292 344, 288 362, 268 362'), '#f6f3ec', 7);
  const tray =
    surface(box(232 - half, 378, 2 * half + 16, 28, 6), look.main, { shade: 'tall' }) +
    Array.from({ length: 12 }, (_, index) =>
      fill(box(250 - half + index * ((2 * half - 20) / 12), 381, 10, 5, 2), '#17171a', 0.7),
    ).join('');
  return {
    body: cups + rail + back + head + gauge + buttons + wand + group + jet + cup + tray,
    shadow: half + 24,
    ground: 410,
  };
};

const coffeeMakerCups = (look: Look, top: number): string =>
  look.either(
    '',
    [-40, 6]
      .map((dx) =>
        surface(
          outline(
            `${240 + dx} ${top - 46}*, ${284 + dx} ${top - 46}*, ${278 + dx} ${top - 18}, ${246 + dx} ${top - 18}`,
          ),
          '#f6f3ec',
          { shade: 'round' },
        ),
      )
      .join(''),
  );

const coffeeMakerWand = (half: number, top: number): string =>
  tube(curve(`${224 + half} ${top + 90}, ${238 + half} ${top + 150}, ${222 + half} ${top + 200}`), STEEL, 7);

const coffeeMakerBack = (look: Look, half: number, top: number): string =>
  surface(box(246 - half, top + 70, 2 * half - 12, 330 - top, 8), darker(look.main, 0.35), {
    shade: 'round',
  });

export const APPLIANCES = { kettle, toaster, 'coffee-maker': coffeeMaker } as const satisfies Record<string, Drawing>;
