/** A point of an outline, y downwards; with a third `1` it is a corner, otherwise the line runs through smoothly. */
export type Point = readonly [x: number, y: number, corner?: 1];

/** Points as a list, or written down: `'240 100, 284 92*, 300 180'`, where `*` marks a corner. */
export type Points = string | readonly Point[];

/** The middle of the canvas, which is SIZE × SIZE. */
export const SIZE = 480;
export const MIDDLE = SIZE / 2;
/** Where things stand. */
export const FLOOR = 410;

/** Closed path through the points. */
export const outline = (points: Points): string => `${through(read(points), true)}Z`;

/** Open path through the points. */
export const curve = (points: Points): string => through(read(points), false);

/** Open path of straight lines. */
export const line = (points: Points): string =>
  `M${read(points)
    .map(([x, y]) => `${n(x)} ${n(y)}`)
    .join('L')}`;

/** Closed path of straight lines. */
export const polygon = (points: Points): string => `${line(points)}Z`;

/** Points of the right half, from top to bottom, completed by their mirror images. Points on the axis are not doubled. */
export function mirror(points: Points, axis = MIDDLE): Point[] {
  const right = read(points);
  const left = right.filter(([x]) => Math.abs(x - axis) > 0.01).map((point) => moved(point, 2 * axis - point[0]));
  return [...right, ...left.reverse()];
}

/** Rectangle with round corners; `x` and `y` are its left and upper edges. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (dx: number, dy: number): string => (r > 0 ? `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}` : '');
  return (
    `M${n(x + r)} ${n(y)}h${n(width - 2 * r)}${corner(r, r)}v${n(height - 2 * r)}${corner(-r, r)}` +
    `h${n(2 * r - width)}${corner(-r, -r)}v${n(2 * r - height)}${corner(r, -r)}Z`
  );
}

export const ellipse = (x: number, y: number, rx: number, ry: number = rx): string =>
  `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0Z`;

/** Half an ellipse as an open path, from the left to the right end. */
export const arc = (x: number, y: number, rx: number, ry: number, side: 'down' | 'up' = 'down'): string =>
  `M${n(x - rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 ${side === 'down' ? 0 : 1} ${n(x + rx)} ${n(y)}`;

/**
 * Body of revolution about a vertical axis: its right side from top to bottom as `'radius y, …'`, with a bottom that is
 * round by `sag` as seen from a little above.
 */
export function turned(axis: number, profile: Points, sag = 0): string {
  const right = read(profile).map((point) => moved(point, axis + point[0]));
  const bottom: Point[] = sag > 0 ? [[axis, right[right.length - 1]![1] + sag]] : [];
  return outline(mirror([...right, ...bottom], axis));
}

function read(points: Points): readonly Point[] {
  if (typeof points !== 'string') return points;
  return points.split(',').map((written): Point => {
    const [x, y] = written.replace('*', '').trim().split(' ').map(Number) as [number, number];
    return written.endsWith('*') ? [x, y, 1] : [x, y];
  });
}

/**
 * Catmull-Rom spline as cubic Béziers: a control point lies a sixth of the chord of the neighbours away, but not
 * further than two fifths of its segment, so that lines do not swing over where points lie unevenly.
 */
function through(points: readonly Point[], closed: boolean): string {
  const count = points.length;
  const at = (index: number): Point =>
    closed ? points[(index + count) % count]! : points[Math.max(0, Math.min(count - 1, index))]!;
  const control = (index: number, direction: 1 | -1): Point => {
    const [x, y, corner] = at(index);
    if (corner) return [x, y];
    const [before, after, next] = [at(index - 1), at(index + 1), at(index + direction)];
    const [dx, dy] = [(after[0] - before[0]) / 6, (after[1] - before[1]) / 6];
    const most = 0.4 * Math.hypot(next[0] - x, next[1] - y);
    const share = direction * Math.min(1, most / (Math.hypot(dx, dy) || 1));
    return [x + dx * share, y + dy * share];
  };
  const segment = (index: number): string =>
    `C${[control(index, 1), control(index + 1, -1), at(index + 1)].map(([x, y]) => `${n(x)} ${n(y)}`).join(' ')}`;
  const segments = Array.from({ length: closed ? count : count - 1 }, (_, index) => segment(index));
  return `M${n(points[0]![0])} ${n(points[0]![1])}${segments.join('')}`;
}

const moved = ([, y, corner]: Point, x: number): Point => (corner ? [x, y, corner] : [x, y]);

/** One decimal is a fifth of a pixel: enough, and short. */
const n = (value: number): number => Math.round(value * 10) / 10;
