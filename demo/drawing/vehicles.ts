import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, gleam, group, lighter, stroke, surface, wood } from './surface.ts';

const toyCar: Drawing = (look) => {
  const top = look.vary(218, 240);
  const hub = look.either('#f3efe4', look.accent, '#e2c794');
  const form = look.either(
    outline(
      `72 360*, 70 316, 96 296, 142 290*, 176 ${top + 8}, 210 ${top}, 286 ${top}, 316 ${top + 10}, 348 290*, 396 300, 414 324, 412 360*`,
    ),
    outline(`72 360*, 72 262, 96 ${top}, 250 ${top - 2}, 296 ${top + 8}, 330 292*, 398 302, 414 326, 412 360*`),
    outline(`70 360*, 74 318, 130 300, 190 296*, 226 256, 262 254, 276 296*, 360 304, 414 334, 414 360*`),
  );
  const racer = form.includes('226 256');
  const glass = toyCarGlass(top, racer);
  const stripe = look.either(
    surface(polygon('72 322, 414 326, 414 340, 71 336'), hub, { shade: 'flat' }),
    '',
    surface(ellipse(238, 328, 23), '#f6f3ea', { shade: 'soft' }) +
      stroke(line('236 316, 244 316, 238 340'), '#2c2c30', 5),
  );
  const lamp =
    surface(ellipse(404, 326, 10, 12), '#fff3c4', { shade: 'ball' }) + surface(box(70, 316, 10, 20, 4), '#e2574c');
  const bumper = surface(box(64, 354, 356, 14, 7), darker(look.main, 0.3), { shade: 'tall' });
  return {
    body:
      surface(form, look.main, { shade: 'soft' }) +
      glass +
      stripe +
      lamp +
      bumper +
      wheel(144, 370, 40, hub) +
      wheel(342, 370, 40, hub) +
      gleam(curve(`90 306, 130 298, 160 296`), 5, 0.5),
    shadow: 184,
    ground: 410,
  };
};

const toyCarGlass = (top: number, racer: boolean): string =>
  racer
    ? surface(outline('202 296*, 230 264, 256 264, 264 296*'), '#bfe0ee', { shade: 'glass' })
    : surface(outline(`156 292*, 182 ${top + 18}, 212 ${top + 12}, 232 ${top + 12}*, 232 292*`), '#bfe0ee', {
        shade: 'soft',
      }) +
      surface(outline(`244 292*, 244 ${top + 12}*, 280 ${top + 12}, 302 ${top + 22}, 328 292*`), '#bfe0ee', {
        shade: 'soft',
      });

const toyTrain: Drawing = (look) => {
  const hub = look.either('#f5c928', '#e2c794', '#f3efe4');
  const scale = look.vary(0.96, 1.04);
  const engine =
    surface(box(226, 266, 168, 86, 40), look.main, { shade: 'tall' }) +
    wood(box(212, 204, 92, 150, 8), look.main) +
    surface(box(230, 224, 56, 48, 6), '#fdf3d8', { shade: 'inside' }) +
    surface(box(202, 188, 112, 22, 9), darker(look.main, 0.35), { shade: 'tall' });
  const chimney =
    surface(polygon('340 268, 368 268, 364 214, 344 214'), '#2f3035', { shade: 'round' }) +
    surface(box(334, 198, 40, 20, 6), look.accent, { shade: 'tall' });
  const steam = toyTrainSteam();
  const nose =
    surface(ellipse(392, 310, 14, 40), lighter(look.main, 0.2), { shade: 'ball' }) +
    surface(polygon('372 352, 420 376, 372 376'), hub);
  const frame = wood(box(206, 348, 190, 20, 5), '#d2a468');
  const wagon = toyTrainWagon(look);
  const hook = stroke(line('184 358, 210 358'), '#55585f', 7);
  const wheels =
    wheel(94, 380, 26, hub) +
    wheel(154, 380, 26, hub) +
    wheel(236, 376, 30, hub) +
    wheel(304, 376, 30, hub) +
    wheel(364, 382, 24, hub);
  return {
    body: group(
      `translate(${240 - 240 * scale} ${410 - 410 * scale}) scale(${scale})`,
      steam,
      hook,
      wagon,
      chimney,
      engine,
      nose,
      frame,
      wheels,
    ),
    shadow: 190,
    ground: 410,
  };
};

const toyTrainWagon = (look: Look): string =>
  wood(box(58, 348, 130, 20, 5), '#d2a468') +
  surface(polygon('62 272, 184 272, 178 350, 68 350'), look.accent, { shade: 'soft' }) +
  [
    [92, 262, '#d9b64b'],
    [124, 254, '#3f7fd0'],
    [154, 264, '#57a65f'],
  ]
    .map(([x, y, colour]) => surface(box(Number(x) - 18, Number(y) - 14, 34, 30, 4), String(colour)))
    .join('') +
  surface(polygon('60 284, 186 284, 178 350, 68 350'), look.accent, { shade: 'soft' });

const toyTrainSteam = (): string =>
  [
    [352, 168, 20],
    [326, 140, 26],
    [292, 108, 32],
  ]
    .map(([x, y, r]) => surface(ellipse(x!, y!, r!), '#fbfbfb', { shade: 'ball', opacity: 0.9 }))
    .join('');

const wheel = (x: number, y: number, r: number, hub: string): string =>
  surface(ellipse(x, y, r), '#2c2c30', { shade: 'soft' }) +
  surface(ellipse(x, y, r * 0.58), hub, { shade: 'ball' }) +
  fill(ellipse(x, y, r * 0.16), '#2c2c30');

export const VEHICLES = { 'toy-car': toyCar, 'toy-train': toyTrain } as const satisfies Record<string, Drawing>;
