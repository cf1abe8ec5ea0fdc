import type { Drawing, Look } from './look.ts';
import { GOLD, label } from './make-up.ts';
import { arc, box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, fold, gleam, group, lighter, stroke, surface } from './surface.ts';

const cream: Drawing = (look) => {
  const [half, top] = [look.vary(106, 122), look.vary(284, 304)];
  const jar = surface(turned(240, `${half} ${top}*, ${half} 388, ${half - 8} 402*`, 12), look.main, { shade: 'round' });
  const open = look.either(true, false);
  const white =
    surface(ellipse(240, top - 2, half - 4, 22), '#fffdf7', { shade: 'plump' }) +
    surface(
      outline(`196 ${top - 8}, 226 ${top - 34}, 252 ${top - 18}, 284 ${top - 10}, 262 ${top + 4}, 214 ${top + 4}`),
      '#fffef9',
      { shade: 'plump' },
    );
  const lidColour = look.either('#fbf9f3', GOLD, '#b9834a');
  const lid = (x: number, y: number): string =>
    surface(turned(x, `${half + 3} ${y}*, ${half + 3} ${y + 40}*`, 12), lidColour, {
      shade: 'round',
      over: lidColour === '#b9834a' ? ['grain'] : [],
    }) + surface(ellipse(x, y, half + 3, 19), lighter(lidColour, 0.15));
  const leaned = group(
    'rotate(14 400 350)',
    surface(ellipse(398, 348, 34, 58), darker(lidColour, 0.15)),
    surface(ellipse(390, 348, 32, 56), lidColour, { shade: 'soft' }),
    surface(ellipse(390, 348, 26, 48), darker(lidColour, 0.2), { shade: 'inside' }),
  );
  const rim = stroke(arc(240, top, half, 24), lighter(look.main, 0.5), 5);
  return {
    body: group(
      'translate(-34 0)',
      (open ? group('translate(34 0)', leaned) : '') +
        jar +
        rim +
        label(240, top + 34, 116, 64, '#4a4540') +
        (open ? white : lid(240, top - 34)),
    ),
    shadow: half + 30,
    middle: 222,
    ground: 408,
  };
};

const shampoo: Drawing = (look) => {
  const [half, top] = [look.vary(70, 84), look.vary(184, 206)];
  const cap = look.either('#fbf9f3', '#2c2c30', look.accent);
  const body = shampooBody(look, half, top);
  const pump =
    surface(box(206, top - 26, 68, 30, 5), cap, { shade: 'round' }) +
    surface(box(232, top - 66, 16, 42, 2), lighter(cap, 0.15), { shade: 'round' }) +
    surface(
      outline(
        `188 ${top - 92}, 210 ${top - 100}, 264 ${top - 98}*, 270 ${top - 66}*, 214 ${top - 68}, 200 ${top - 62}, 186 ${top - 66}`,
      ),
      cap,
      { shade: 'tall' },
    );
  const flip =
    surface(outline(mirror(`240 ${top - 54}, 276 ${top - 50}*, 282 ${top + 2}*, 240 ${top + 6}`)), cap, {
      shade: 'round',
    }) + fold(line(`204 ${top - 22}, 276 ${top - 22}`), 2, 0.25);
  const leaf = (x: number, y: number, turn: number): string =>
    group(
      `rotate(${turn} ${x} ${y})`,
      surface(outline(`${x} ${y}*, ${x + 9} ${y - 16}, ${x} ${y - 34}*, ${x - 9} ${y - 16}`), '#5f8f5a'),
    );
  const sprig = leaf(240, top + 86, -34) + leaf(240, top + 86, 34) + leaf(240, top + 86, 0);
  return {
    body:
      look.either(pump, pump, flip) +
      body +
      label(240, top + 92, half * 1.36, 92, '#4a4540') +
      sprig +
      gleam(line(`${258 - half} ${top + 60}, ${258 - half} 370`), 7, 0.4),
    shadow: half + 16,
    ground: 408,
  };
};

const shampooBody = (look: Look, half: number, top: number): string =>
  surface(
    look.either(
      turned(240, `44 ${top}*, ${half} ${top + 34}, ${half} 384, ${half - 10} 404*`, 8),
      outline(
        mirror(
          `240 ${top}, 276 ${top + 4}*, ${240 + half} ${top + 60}, ${246 + half} 320, ${234 + half} 400*, 240 406`,
        ),
      ),
      box(240 - half, top, 2 * half, 404 - top, 16),
    ),
    look.main,
    { shade: 'round' },
  );

const soap: Drawing = (look) => {
  const half = look.vary(126, 142);
  const bar = (dx: number, dy: number, colour: string): string =>
    group(
      `translate(${dx} ${dy})`,
      surface(
        outline(
          `${240 - half} 318, ${262 - half} 292, 240 284, ${218 + half} 292, ${240 + half} 318, ${240 + half} 358, ${218 + half} 388, 240 394, ${262 - half} 388, ${240 - half} 358`,
        ),
        darker(colour, 0.08),
        { shade: 'tall' },
      ),
      surface(
        outline(
          `${244 - half} 314, ${264 - half} 290, 240 282, ${216 + half} 290, ${236 + half} 314, ${214 + half} 342, 240 350, ${266 - half} 342`,
        ),
        lighter(colour, 0.12),
        { shade: 'plump' },
      ),
    );
  const stamp =
    stroke(ellipse(240, 316, 54, 17), darker(look.main, 0.3), 3, 0.5) +
    stroke(curve('212 320, 228 308, 240 322, 252 308, 268 320'), darker(look.main, 0.3), 3.5, 0.55);
  const bubbles = soapBubbles();
  const band = look.either(
    '',
    surface(polygon(`206 283, 274 283, 278 392, 202 392`), '#fbf9f3', { shade: 'tall', opacity: 0.95 }) +
      stroke(line('222 330, 258 330'), '#4a4540', 5) +
      stroke(line('228 344, 252 344'), '#4a4540', 3),
  );
  const second = look.either('', bar(26, -64, lighter(look.main, 0.3)));
  return {
    body: second + bar(0, 0, look.main) + (band === '' ? stamp : band) + bubbles,
    shadow: half + 12,
    ground: 398,
  };
};

const soapBubbles = (): string =>
  [
    [96, 270, 17],
    [124, 244, 10],
    [384, 258, 14],
    [360, 232, 22],
    [402, 290, 9],
  ]
    .map(([x, y, r]) => surface(ellipse(x!, y!, r!), '#ffffff', { shade: 'ball', opacity: 0.3 }))
    .join('');

export const CARE = { cream, shampoo, soap } as const satisfies Record<string, Drawing>;
