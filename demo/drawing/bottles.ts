import { DARK, STEEL } from './appliances.ts';
import type { Drawing, Look } from './look.ts';
import { curve, ellipse, line, turned } from './outline.ts';
import { contrast, lighter, stroke, stuff, surface, tube } from './surface.ts';

const blender: Drawing = (look) => {
  const [half, top] = [look.vary(70, 82), look.vary(84, 104)];
  const smoothie = look.either('#e59ab2', '#a9c95b', '#f0b64a', '');
  const jar = turned(240, `${half} ${top + 20}*, ${half * 0.94} ${top + 110}, ${half * 0.66} 282*`, 4);
  const drink =
    smoothie === ''
      ? ''
      : surface(
          turned(240, `${half * 0.94} ${top + 80}*, ${half * 0.9} ${top + 120}, ${half * 0.64} 278*`, 4),
          smoothie,
          { shade: 'round' },
        ) + surface(ellipse(240, top + 80, half * 0.94, 9), lighter(smoothie, 0.3));
  const handle = blenderHandle(half, top);
  const lid =
    surface(turned(240, `${half + 4} ${top}*, ${half + 4} ${top + 22}*`, 8), DARK, { shade: 'round' }) +
    surface(turned(240, `26 ${top - 22}*, 30 ${top}*`, 4), DARK, { shade: 'round' });
  const marks = blenderMarks(half, top);
  const collar = surface(turned(240, `${half * 0.74} 282*, ${half * 0.86} 300*`, 4), STEEL, { shade: 'metal' });
  const base = blenderBase(look, half);
  const knob =
    surface(ellipse(240, 358, 25), STEEL, { shade: 'metal' }) +
    surface(ellipse(240, 358, 16), '#e8eaed', { shade: 'soft' }) +
    stroke(line('240 358, 240 344'), DARK, 3);
  return {
    body:
      handle +
      drink +
      surface(jar, '#dfeaf0', { shade: 'glass', opacity: 0.28 }) +
      marks.join('') +
      lid +
      collar +
      base +
      knob,
    shadow: half + 34,
    ground: 408,
  };
};

const blenderMarks = (half: number, top: number): string[] =>
  [0.3, 0.45, 0.6, 0.75].map((share) =>
    stroke(
      line(`${240 + half * 0.3} ${top + share * 230}, ${240 + half * 0.52} ${top + share * 230}`),
      '#ffffff',
      3,
      0.85,
    ),
  );

const blenderHandle = (half: number, top: number): string =>
  tube(
    curve(`${236 + half * 0.94} ${top + 40}, ${284 + half} ${top + 42}, ${278 + half} 230, ${234 + half * 0.74} 246`),
    DARK,
    13,
  );

const blenderBase = (look: Look, half: number): string =>
  surface(turned(240, `${half * 0.9} 300*, ${half + 12} 350, ${half + 22} 396, ${half + 20} 404*`, 7), look.main, {
    shade: 'round',
  });

const bottle: Drawing = (look) => {
  const [half, top] = [look.vary(48, 58), look.vary(90, 118)];
  const shoulder = look.vary(34, 60);
  const profile = look.either(
    `${half * 0.62} ${top}*, ${half * 0.66} ${top + 12}, ${half} ${top + shoulder + 20}, ${half} 390, ${half - 6} 402*`,
    `${half * 0.9} ${top}*, ${half} ${top + 20}, ${half} 390, ${half - 6} 402*`,
  );
  const neck = Number(profile.split(' ')[0]);
  const body = stuff(turned(240, profile, 6), { ...look, material: 'steel' }, 'metal');
  const metal = look.either(STEEL, DARK, '#c4935a');
  const lid = surface(turned(240, `${neck - 2} ${top - 44}*, ${neck} ${top - 38}, ${neck + 1} ${top - 4}*`, 5), metal, {
    shade: 'round',
    over: metal === '#c4935a' ? ['grain-up'] : [],
  });
  const ring = surface(turned(240, `${neck + 2} ${top - 5}*, ${neck + 2} ${top + 5}*`, 4), STEEL, { shade: 'metal' });
  const loop = look.either(
    '',
    tube(
      curve(
        `${244 - neck * 0.6} ${top - 44}, ${240 - neck * 0.5} ${top - 76}, ${240 + neck * 0.5} ${top - 76}, ${236 + neck * 0.6} ${top - 44}`,
      ),
      DARK,
      9,
    ),
  );
  const foot = surface(turned(240, `${half} 384*, ${half - 6} 402*`, 6), STEEL, { shade: 'metal' });
  const emblem =
    look.pattern === 'plain'
      ? look.either(
          '',
          stroke(curve('222 290, 236 262, 246 284, 260 256'), contrast(look.main), 5, 0.8),
          stroke(ellipse(240, 270, 18), contrast(look.main), 4, 0.8),
        )
      : '';
  return { body: loop + body + foot + emblem + lid + ring, shadow: half + 18, ground: 407 };
};

export const BOTTLES = { blender, bottle } as const satisfies Record<string, Drawing>;
