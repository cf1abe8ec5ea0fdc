import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, lighter, seam, stroke, stuff, surface, tube } from './surface.ts';

const backpack: Drawing = (look) => {
  const [half, top] = [look.vary(98, 112), look.vary(112, 130)];
  const plain = { ...look, pattern: 'plain' as const };
  const handle = backpackHandle(look, top);
  const strap = backpackStrap(look, half);
  const sack = backpackSack(look, half, top);
  const pocket = backpackPocket(half, plain);
  const arch = curve(
    mirror(`240 ${top + 36}, ${240 + half * 0.5} ${top + 44}, ${240 + half - 12} ${top + 112}`).reverse(),
  );
  const zips =
    tube(arch.replace('Z', ''), darker(look.main, 0.45), 5) +
    tube(line(`${262 - half} 292, ${218 + half} 292`), darker(look.main, 0.45), 5);
  const pulls = backpackPulls(look, half, top);
  const leather =
    surface(box(206, 218, 68, 40, 5), look.either('#9b6a3c', lighter(contrast(look.main), 0.2)), { over: ['nap'] }) +
    seam(box(210, 222, 60, 32, 4));
  const side = backpackSide(look, half);
  const base = backpackBase(look, half);
  return {
    body:
      strap +
      flipped(strap) +
      handle +
      side +
      flipped(side) +
      sack +
      zips +
      pocket +
      base +
      look.either(leather, '') +
      tube(line(`${262 - half} 292, ${218 + half} 292`), darker(look.main, 0.45), 5) +
      pulls.join(''),
    shadow: half + 20,
  };
};

const backpackPocket = (half: number, plain: Look): string =>
  stuff(
    outline(
      mirror(
        `240 270, ${240 + half - 22} 272, ${240 + half - 14} 290, ${240 + half - 14} 384, ${240 + half - 24} 396*, 240 398`,
      ),
    ),
    plain,
    'soft',
  );

const backpackSack = (look: Look, half: number, top: number): string =>
  stuff(
    outline(
      mirror(
        `240 ${top}, ${240 + half * 0.66} ${top + 8}, ${240 + half} ${top + 80}, ${242 + half} 360, ${230 + half} 402*, 240 406`,
      ),
    ),
    look,
  );

const backpackHandle = (look: Look, top: number): string =>
  tube(curve(`214 ${top + 8}, 216 ${top - 26}, 264 ${top - 26}, 266 ${top + 8}`), darker(look.main, 0.35), 12);

const backpackSide = (look: Look, half: number): string =>
  surface(
    outline(`${232 + half} 310*, ${252 + half} 316, ${252 + half} 384, ${234 + half} 394*`),
    darker(look.main, 0.2),
    { over: ['mesh'] },
  );

const backpackStrap = (look: Look, half: number): string =>
  surface(
    outline(`${236 + half} 180*, ${256 + half} 220, ${258 + half} 330, ${240 + half} 388*, ${226 + half} 380*`),
    darker(look.main, 0.35),
  );

const backpackPulls = (look: Look, half: number, top: number): string[] =>
  [
    [220 + half * 0.1, 296],
    [252, top + 40],
  ].map(([x, y]) => surface(box(x!, y!, 8, 26, 4), look.accent));

const backpackBase = (look: Look, half: number): string =>
  surface(
    outline(mirror(`240 384, ${238 + half} 376*, ${230 + half} 404*, 240 408`)),
    look.either(darker(look.main, 0.3), '#7d5532'),
  );

const handbag: Drawing = (look) => {
  const [top, bottom, y] = [look.vary(96, 116), look.vary(132, 150), look.vary(210, 232)];
  const brass = '#d3b062';
  const handle = handbagHandle(look, y);
  const body = handbagBody(look, top, bottom, y);
  const flap =
    surface(
      outline(
        mirror(
          `240 ${y - 6}, ${242 + top} ${y - 4}*, ${244 + top} ${y + 40}, ${240 + top * 0.66} ${y + 92}, 240 ${y + 100}`,
        ),
      ),
      lighter(look.main, 0.06),
    ) + seam(curve(mirror(`240 ${y + 92}, ${238 + top * 0.64} ${y + 84}, ${236 + top} ${y + 38}`).slice(0, 6)));
  const open =
    fold(line(`${244 - top} ${y + 12}, ${236 + top} ${y + 12}`), 3, 0.3) +
    seam(line(`${246 - top} ${y + 20}, ${234 + top} ${y + 20}`)) +
    surface(
      outline(`226 ${y + 4}*, 254 ${y + 4}*, 250 ${y + 56}, 240 ${y + 62}, 230 ${y + 56}`),
      darker(look.main, 0.14),
    );
  const clasp =
    surface(box(224, y + 78, 32, 28, 6), brass, { shade: 'metal' }) +
    surface(ellipse(240, y + 92, 6), '#8a6d2f', { shade: 'ball' });
  const rings = [186, 294].map((x) => stroke(ellipse(x, y + 8, 10), brass, 5)).join('');
  const corners = handbagCorners(look, bottom);
  return {
    body:
      handle +
      body +
      corners +
      flipped(corners) +
      look.either(flap + clasp, flap + clasp, open + surface(ellipse(240, y + 48, 7), brass, { shade: 'ball' })) +
      rings,
    shadow: bottom + 10,
  };
};

const handbagCorners = (look: Look, bottom: number): string =>
  surface(
    outline(
      `${240 + bottom - 34} 404*, ${240 + bottom - 22} 372, ${240 + bottom} 368*, ${240 + bottom} 384, ${228 + bottom} 402*`,
    ),
    darker(look.main, 0.2),
  );

const handbagHandle = (look: Look, y: number): string =>
  tube(curve(`186 ${y + 6}, 188 ${y - 70}, 240 ${y - 108}, 292 ${y - 70}, 294 ${y + 6}`), darker(look.main, 0.14), 13);

const handbagBody = (look: Look, top: number, bottom: number, y: number): string =>
  stuff(
    outline(mirror(`240 ${y}, ${240 + top} ${y}*, ${240 + bottom} 380, ${228 + bottom} 402*, 240 406`)),
    look,
    'plump',
  );

export const BAGS = { backpack, handbag } as const satisfies Record<string, Drawing>;
