import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, gleam, seam, stroke, stuff, surface } from './surface.ts';

const tote: Drawing = (look) => {
  const [half, top] = [look.vary(106, 122), look.vary(176, 196)];
  const handle = (lift: number, colour: string): string =>
    stroke(
      curve(
        `186 ${top + 14}, 190 ${top - 70 - lift}, 240 ${top - 104 - lift}, 290 ${top - 70 - lift}, 294 ${top + 14}`,
      ),
      colour,
      15,
    );
  const inside = surface(ellipse(240, top + 2, half - 2, 12), darker(look.main, 0.4), { shade: 'inside' });
  const body = toteBody(look, half, top);
  const hem =
    seam(line(`${244 - half} ${top + 24}, ${236 + half} ${top + 24}`)) +
    [186, 294]
      .map(
        (x) =>
          surface(box(x - 9, top + 4, 18, 42, 2), darker(look.main, 0.12), { over: ['weave'] }) +
          seam(line(`${x - 6} ${top + 40}, ${x + 6} ${top + 10}`)),
      )
      .join('');
  const print = look.pattern === 'plain' ? totePrint(look) : '';
  return {
    body:
      handle(14, darker(look.main, 0.3)) +
      inside +
      body +
      handle(0, darker(look.main, 0.1)) +
      hem +
      print +
      fold(curve(`${240 + half - 30} 240, ${240 + half - 40} 320, ${240 + half - 26} 396`)),
    shadow: half + 16,
    ground: 412,
  };
};

const totePrint = (look: Look): string =>
  look.either(
    '',
    stroke(ellipse(240, 310, 42), contrast(look.main), 7, 0.85) +
      stroke(curve('216 320, 232 296, 248 322, 264 300'), contrast(look.main), 7, 0.85),
    stroke(curve('200 330, 226 286, 240 330, 256 280, 280 330'), contrast(look.main), 6, 0.8),
  );

const toteBody = (look: Look, half: number, top: number): string =>
  stuff(outline(mirror(`240 ${top + 6}, ${240 + half} ${top}*, ${244 + half} 300, ${236 + half} 406*, 240 410`)), {
    ...look,
    material: 'canvas',
  });

const suitcase: Drawing = (look) => {
  const [half, top] = [look.vary(92, 108), look.vary(128, 150)];
  const rod = [204, 276].map((x) => surface(box(x - 5, 46, 10, top - 40, 3), '#b9bdc3', { shade: 'metal' })).join('');
  const grip = surface(box(196, 34, 88, 20, 9), '#303236', { shade: 'tall' });
  const shell = surface(box(240 - half, top, 2 * half, 262 - (top - 130), 30), look.main, { shade: 'soft' });
  const count = look.either(5, 7);
  const ribs = Array.from({ length: count }, (_, index) => 240 - half + ((index + 1) * 2 * half) / (count + 1)).map(
    (x) =>
      fold(line(`${x} ${top + 22}, ${x} 370`), 5, 0.16) + gleam(line(`${x - 5} ${top + 22}, ${x - 5} 370`), 3, 0.35),
  );
  const level = look.either(
    '',
    `<g>${[0.3, 0.5, 0.7].map((share) => fold(line(`${252 - half} ${top + share * 250}, ${228 + half} ${top + share * 250}`), 4, 0.15)).join('')}</g>`,
  );
  const belt = fold(line(`${240 - half} 262, ${240 + half} 262`), 6, 0.001);
  const lock =
    surface(box(236 + half - 12, 226, 18, 50, 5), '#3b3d42') +
    surface(box(210, top - 8, 60, 16, 7), '#3b3d42', { shade: 'tall' });
  const badge = surface(box(240 - half + 22, top + 20, 44, 14, 4), '#e9ebee', { shade: 'metal' });
  const corners = surface(
    outline(`${240 - half} 360*, ${254 - half} 366, ${268 - half} 392*, ${262 - half} 392, ${244 - half} 384`),
    darker(look.main, 0.35),
  );
  const wheels = [-half + 24, half - 24].map(
    (dx) =>
      surface(box(240 + dx - 12, 386, 24, 14, 3), '#3b3d42') +
      surface(ellipse(240 + dx, 404, 13), '#26272b', { shade: 'ball' }),
  );
  return {
    body:
      rod + grip + wheels.join('') + shell + ribs.join('') + level + belt + corners + flipped(corners) + lock + badge,
    shadow: half + 24,
    ground: 416,
  };
};

export const LUGGAGE = { tote, suitcase } as const satisfies Record<string, Drawing>;
