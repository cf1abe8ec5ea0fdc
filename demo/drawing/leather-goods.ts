import type { Drawing, Look } from './look.ts';
import { arc, box, curve, ellipse, line, outline } from './outline.ts';
import { contrast, darker, fill, fold, group, seam, stroke, stuff, surface, tube } from './surface.ts';

const wallet: Drawing = (look) => {
  const [width, height] = [look.vary(230, 256), look.vary(150, 176)];
  const [x, y] = [240 - width / 2, 394 - height];
  const card = (dy: number, colour: string): string => surface(box(x + 26, y - dy, width - 60, 60, 7), colour);
  const cards = card(34, '#5a87c6') + card(20, '#d9b64b') + card(8, '#d8dbe0');
  const body =
    stuff(box(x, y, width, height, 12), look, 'soft') +
    seam(box(x + 8, y + 8, width - 16, height - 16, 8), contrast(look.main), 0.6);
  const spine = look.either(
    fold(line(`${x + 14} ${y + 4}, ${x + 14} ${y + height - 4}`), 6, 0.16),
    fold(
      curve(`${x + 2} ${y + height * 0.55}, 240 ${y + height * 0.62}, ${x + width - 2} ${y + height * 0.55}`),
      4,
      0.22,
    ) + surface(ellipse(240, y + height * 0.6, 10), '#d3b062', { shade: 'ball' }),
  );
  const tab =
    surface(
      outline(
        `${x + width - 66} ${y + height * 0.4}*, ${x + width - 6} ${y + height * 0.4}*, ${x + width + 8} ${y + height * 0.5}, ${x + width - 6} ${y + height * 0.6}*, ${x + width - 66} ${y + height * 0.6}*`,
      ),
      darker(look.main, 0.12),
    ) + surface(ellipse(x + width - 26, y + height / 2, 9), '#d3b062', { shade: 'ball' });
  return { body: group('rotate(-4 240 320)', cards, body, look.either(spine, tab)), shadow: width * 0.52, ground: 402 };
};

const belt: Drawing = (look) => {
  const metal = look.either('#c5c9ce', '#d0ac5c');
  const radius = look.vary(122, 134);
  const ring = (y: number, ry: number): string => ellipse(240, y, radius, ry);
  const back = stroke(arc(240, 250, radius, 62, 'up'), darker(look.main, 0.45), 40);
  const front = `M${240 - radius} 230A${radius} 66 0 0 0 ${240 + radius} 230L${240 + radius} 282A${radius} 70 0 0 1 ${240 - radius} 282Z`;
  const strap =
    stuff(front, look, 'round') +
    seam(arc(240, 238, radius - 4, 66), contrast(look.main), 0.6) +
    seam(arc(240, 274, radius - 4, 69), contrast(look.main), 0.6);
  const tail =
    stuff(outline('246 304*, 340 286, 392 300, 408 322, 388 344, 330 340, 246 354*'), look, 'soft') +
    [300, 328, 356, 382].map((x) => fill(ellipse(x, 316 - (x - 300) * 0.05, 4), '#17130f', 0.75)).join('');
  const buckle = `<path d="${box(196, 288, 66, 74, 12)} ${box(208, 300, 42, 50, 5)}" fill="${metal}" fill-rule="evenodd" stroke="#6b6250"/><path d="${box(196, 288, 66, 74, 12)} ${box(208, 300, 42, 50, 5)}" fill="url(#metal)" fill-rule="evenodd"/>`;
  const pin = tube(line('204 326, 258 322'), metal, 6);
  const keeper = surface(box(276, 290, 16, 60, 3), darker(look.main, 0.16), { shade: 'round' });
  return {
    body: fill(ring(250, 1), '#000000', 0) + back + strap + tail + keeper + buckle + pin,
    shadow: 140,
    ground: 380,
  };
};

const watch: Drawing = (look) => {
  const [radius, width] = [look.vary(70, 80), look.vary(66, 78)];
  const metal = look.either('#c5c9ce', '#d3ad5e', '#c5c9ce');
  const strap =
    stuff(box(240 - width / 2, 44, width, 180, 16), look, 'round') +
    stuff(box(240 - width / 2, 264, width, 176, 24), look, 'round');
  const stitched = watchStitched(look, width);
  const holes =
    [360, 384, 408].map((y) => fill(ellipse(240, y, 4.5), '#17130f', 0.7)).join('') +
    surface(box(240 - width / 2 - 6, 40, width + 12, 24, 5), metal, { shade: 'metal' });
  const lugs = watchLugs(width, metal);
  const face = look.either('#fbfaf5', '#fbfaf5', '#20242c', '#1e2d55');
  const ink = face === '#fbfaf5' ? '#26262a' : '#f3efe4';
  const marks = watchMarks(radius, ink);
  const hands = watchHands(radius, ink) + surface(ellipse(240, 244, 5), metal, { shade: 'ball' });
  const casing =
    surface(ellipse(240, 244, radius + 12), metal, { shade: 'metal' }) +
    surface(box(240 + radius + 8, 234, 16, 20, 4), metal, { shade: 'metal' }) +
    surface(ellipse(240, 244, radius), face, { shade: 'soft' });
  const pane = `${240 - radius * 0.6} 224, 230 ${252 - radius}, ${240 + radius * 0.2} ${262 - radius}, ${240 - radius * 0.3} 250`;
  const reflex = fill(outline(pane), '#ffffff', 0.16);
  return {
    body: group('rotate(8 240 240)', strap, stitched, holes, lugs, casing, marks, hands, reflex),
    shadow: 70,
    ground: 446,
    middle: 226,
  };
};

const watchStitched = (look: Look, width: number): string =>
  [-1, 1]
    .map((side) =>
      seam(line(`${240 + side * (width / 2 - 7)} 54, ${240 + side * (width / 2 - 7)} 430`), contrast(look.main), 0.6),
    )
    .join('');

const watchHands = (radius: number, ink: string): string =>
  stroke(line(`240 244, ${240 - radius * 0.32} ${244 - radius * 0.28}`), ink, 6) +
  stroke(line(`240 244, ${240 + radius * 0.36} ${244 - radius * 0.5}`), ink, 4) +
  stroke(line(`240 254, 240 ${244 + radius * 0.6}`), '#cb2230', 2);

const watchMarks = (radius: number, ink: string): string =>
  Array.from(
    { length: 12 },
    (_, hour) =>
      `<path d="M240 ${244 - radius * 0.74}v${hour % 3 === 0 ? 15 : 8}" stroke="${ink}" stroke-width="${hour % 3 === 0 ? 5 : 3}" transform="rotate(${hour * 30} 240 244)"/>`,
  ).join('');

const watchLugs = (width: number, metal: string): string =>
  [-1, 1]
    .map((side) => surface(box(240 + side * (width / 2 - 4) - 8, 160, 16, 168, 5), metal, { shade: 'metal' }))
    .join('');

export const LEATHER_GOODS = { wallet, belt, watch } as const satisfies Record<string, Drawing>;
