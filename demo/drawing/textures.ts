const dark = (path: string, opacity: number, width = 1): string => mark(path, '#000', opacity, width);
const bright = (path: string, opacity: number, width = 1): string => mark(path, '#fff', opacity, width);
const mark = (path: string, colour: string, opacity: number, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}"/>`;

/** A pattern that repeats every `width` by `height`, turned by so many degrees. */
export const tile = (id: string, width: number, height: number, content: string, turn = 0): string =>
  `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${width}" height="${height}" patternTransform="rotate(${turn})">${content}</pattern>`;

const GRAIN =
  dark('M0 4C30 1 60 8 120 4M0 13C40 9 80 18 120 13', 0.13, 1.6) +
  bright('M0 9C30 7 70 12 120 9M0 19C30 22 80 15 120 19', 0.14, 1.3);

/** What stuffs feel like, for every colour. */
export const TEXTURES: readonly string[] = [
  tile('knit', 8, 7, dark('M0 1l4 4l4 -4', 0.2, 1.5) + bright('M0 4l4 4l4 -4', 0.2)),
  tile('rib', 9, 20, dark('M2 0v20', 0.22, 2.4) + bright('M6 0v20', 0.2, 2)),
  tile('denim', 4, 4, bright('M0 4L4 0', 0.2) + dark('M0 2L2 0M2 4L4 2', 0.1, 0.7)),
  tile('weave', 5, 5, dark('M0 1h5M1 0v5', 0.08) + bright('M0 3.5h5M3.5 0v5', 0.12)),
  tile('straw', 12, 8, dark('M0 4l6 -3l6 3M0 8l6 -3l6 3', 0.2, 1.4) + bright('M0 6l6 -3l6 3', 0.3, 1.2)),
  tile('nap', 9, 9, bright('M1 2h2M5 6h3M6 1h1M2 7h1', 0.2, 1.2) + dark('M4 4h2M0 5h1', 0.12, 1.2)),
  tile(
    'fur',
    14,
    12,
    dark('M2 2q1 3 -1 6M9 1q2 3 0 6M5 7q1 2 0 4', 0.14, 1.4) + bright('M5 1q1 3 -1 5M12 6q1 2 -1 5', 0.22, 1.3),
  ),
  tile('grain', 120, 22, GRAIN),
  tile('grain-up', 120, 22, GRAIN, 90),
  tile('brushed', 60, 5, bright('M0 1h60', 0.16) + dark('M0 3.5h60', 0.05)),
  tile(
    'mesh',
    7,
    7,
    '<g fill="#000" fill-opacity=".35"><circle cx="2" cy="2" r="1.2"/><circle cx="5.5" cy="5.5" r="1.2"/></g>',
  ),
];
