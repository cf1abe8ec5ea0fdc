import type { Drawing } from './look.ts';
import { ellipse, line, type Point, polygon } from './outline.ts';
import { fill, group, stroke, surface } from './surface.ts';

const football: Drawing = (look) => {
  const r = look.vary(136, 150);
  const y = 404 - r;
  const turn = look.vary(-14, 14);
  const whole = ellipse(240, y, r);
  const patches =
    pentagon(240, y, r * 0.3, 0, look.main) + [0, 1, 2, 3, 4].map((corner) => spoke(y, r, corner, look.main)).join('');
  const leather = fill(whole, '#faf8f3') + group(`rotate(${turn} 240 ${y})`, patches);
  const clip = `<clipPath id="clip"><path d="${whole}"/></clipPath><g clip-path="url(#clip)">${leather}</g>`;
  return { body: clip + surface(whole, look.main, { shade: 'ball', opacity: 0 }), shadow: r * 0.8, ground: 406 };
};

/** From a corner of the middle patch to the next patch, which is seen from the side, and from there to its neighbour. */
function spoke(y: number, r: number, corner: number, colour: string): string {
  const fifth = (2 * Math.PI) / 5;
  const angle = corner * fifth;
  const at = (turn: number, share: number): Point => [
    240 + Math.sin(angle + turn) * r * share,
    y - Math.cos(angle + turn) * r * share,
  ];
  const seams = [line([at(0, 0.3), at(0, 0.64)]), line([at(0.25, 0.8), at(fifth / 2, 0.74), at(fifth - 0.25, 0.8)])];
  const [x, far] = at(0, 0.86);
  return (
    seams.map((path) => stroke(path, '#55585f', 3)).join('') + pentagon(x, far, r * 0.3, angle + Math.PI, colour, 0.72)
  );
}

function pentagon(x: number, y: number, size: number, angle: number, colour: string, squeeze = 1): string {
  const corners = [0, 1, 2, 3, 4].map((corner): Point => {
    const turn = (corner * 2 * Math.PI) / 5;
    return [Math.sin(turn) * size, -Math.cos(turn) * size];
  });
  const place = `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI}) scale(1 ${squeeze})`;
  return group(place, fill(polygon(corners), colour) + stroke(polygon(corners), '#55585f', 2));
}

const basketball: Drawing = (look) => {
  const r = look.vary(138, 152);
  const y = 404 - r;
  const seamColour = look.either('#241a16', '#241a16', '#f3efe4');
  const seams =
    stroke(line(`${240 - r} ${y}, ${240 + r} ${y}`), seamColour, 5) +
    stroke(line(`240 ${y - r}, 240 ${y + r}`), seamColour, 5) +
    stroke(
      `M${240 - r * 0.72} ${y - r * 0.7}Q${240 - r * 0.1} ${y} ${240 - r * 0.72} ${y + r * 0.7}M${240 + r * 0.72} ${y - r * 0.7}Q${240 + r * 0.1} ${y} ${240 + r * 0.72} ${y + r * 0.7}`,
      seamColour,
      5,
    );
  return {
    body:
      fill(ellipse(240, y, r), look.main) +
      fill(ellipse(240, y, r), 'url(#mesh)', 0.5) +
      group(`rotate(${look.vary(-30, 30)} 240 ${y})`, seams) +
      surface(ellipse(240, y, r), look.main, { shade: 'ball', opacity: 0 }),
    shadow: r * 0.8,
    ground: 406,
  };
};

export const BALLS = { football, basketball } as const satisfies Record<string, Drawing>;
