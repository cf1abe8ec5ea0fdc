import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon } from './outline.ts';
import { contrast, darker, fill, gleam, stroke, surface, tube } from './surface.ts';

const powerBank: Drawing = (look) => {
  const [half, top] = [look.vary(76, 88), look.vary(126, 150)];
  const body = surface(box(240 - half, top, 2 * half, 402 - top, 26), look.main, { shade: 'metal' });
  const lights = [0, 1, 2, 3].map((index) =>
    fill(ellipse(216 + index * 16, top + 48, 4.5), index < 3 ? '#7ed957' : '#ffffff', index < 3 ? 1 : 0.5),
  );
  const sockets =
    surface(box(206, top - 6, 36, 14, 3), '#5a5c63', { shade: 'inside' }) +
    surface(box(252, top - 5, 22, 12, 6), '#5a5c63', { shade: 'inside' });
  const cable = look.either(
    '',
    tube(
      curve(`222 ${top - 6}, 220 ${top - 64}, 300 ${top - 70}, 350 ${top - 10}, 346 260, 374 330, 356 398`),
      contrast(look.main),
      7,
    ) + surface(box(346, 380, 22, 26, 4), '#c5c9ce', { shade: 'metal' }),
  );
  const bolt = fill(polygon('250 236, 222 290, 240 290, 230 332, 262 274, 243 274'), contrast(look.main), 0.8);
  return {
    body:
      cable +
      sockets +
      body +
      lights.join('') +
      bolt +
      gleam(line(`${252 - half} ${top + 40}, ${252 - half} 350`), 5, 0.35),
    shadow: half + 20,
    ground: 406,
  };
};

const camera: Drawing = (look) => {
  const [half, top] = [look.vary(136, 150), look.vary(196, 212)];
  const plate = look.either('#c5c9ce', '#303136');
  const hump =
    surface(outline(mirror(`240 ${top - 44}, 282 ${top - 42}*, 304 ${top + 4}*, 240 ${top + 6}`)), plate, {
      shade: 'tall',
    }) + surface(box(222, top - 34, 36, 22, 4), '#e8eef2', { shade: 'glass' });
  const body =
    surface(box(240 - half, top, 2 * half, 396 - top, 20), plate, { shade: 'tall' }) +
    surface(box(240 - half, top + 42, 2 * half, 318 - top, 6), look.main, { shade: 'soft', over: ['nap'] });
  const dials =
    surface(box(268 - half, top - 18, 44, 22, 4), plate, { shade: 'metal' }) +
    surface(box(180 + half, top - 22, 34, 26, 4), plate, { shade: 'metal' }) +
    surface(box(150 + half, top - 10, 20, 14, 6), '#cb2230', { shade: 'tall' });
  const lens = [
    [76, '#2a2b30'],
    [64, '#45474e'],
    [52, '#1c1d21'],
    [40, '#24344a'],
  ]
    .map(([r, colour]) => surface(ellipse(240, 308, Number(r)), String(colour), { shade: 'soft' }))
    .join('');
  const glass =
    surface(ellipse(240, 308, 30), '#304a75', { shade: 'ball' }) +
    fill(ellipse(228, 296, 9, 7), '#ffffff', 0.65) +
    fill(ellipse(254, 322, 4), '#d9b3ff', 0.5);
  const flash = surface(box(180 + half, top + 12, 34, 20, 3), '#f6f8fa', { shade: 'glass' });
  const strap = look.either(
    '',
    stroke(
      curve(
        `${250 - half} ${top + 18}, ${214 - half} ${top - 60}, 200 70, 290 66, ${266 + half} ${top - 60}, ${230 + half} ${top + 18}`,
      ),
      darker(look.main, 0.1),
      9,
    ),
  );
  return { body: strap + hump + dials + body + flash + lens + glass, shadow: half + 14, ground: 402 };
};

export const GADGETS = { 'power-bank': powerBank, camera } as const satisfies Record<string, Drawing>;
