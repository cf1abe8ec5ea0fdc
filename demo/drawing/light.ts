const DIAGONAL = 'x1="0" y1="0" x2="1" y2="1"';
const ACROSS = 'x1="0" y1="0" x2="1" y2="0"';
const DOWN = 'x1="0" y1="0" x2="0" y2="1"';

/**
 * Light for things of every colour: white (`+`) and black (`-`) of little opacity, at shares of the thing's width or
 * height. The lamp hangs upper left.
 */
export const LIGHT: readonly string[] = [
  linear('soft', DIAGONAL, '0 +.3, .45 +.02, .55 -.02, 1 -.26'),
  linear('round', ACROSS, '0 -.22, .12 -.03, .26 +.38, .42 +.04, .62 -.04, .92 -.36, 1 -.26'),
  linear('tall', DOWN, '0 +.28, .4 +0, .6 -0, 1 -.26'),
  linear('metal', ACROSS, '0 -.35, .1 +.25, .2 +.75, .3 +.1, .5 -.16, .62 -.02, .74 +.4, .82 -.06, 1 -.42'),
  linear(
    'cloth',
    'x1="0" y1="0" x2="1" y2=".12"',
    '0 -.14, .08 +.16, .2 -.06, .34 +.18, .5 -.02, .62 +.06, .76 -.13, .86 +.05, 1 -.28',
  ),
  linear('inside', DOWN, '0 -.5, 1 -.14'),
  linear('glass', ACROSS, '0 +.5, .12 +.1, .22 +.6, .34 +.05, .8 -.05, .92 +.45, 1 -.2'),
  linear('mirror', DIAGONAL, '0 +.75, .3 +.2, .45 +.65, .6 +.1, 1 -.1'),
  linear('screen', DIAGONAL, '0 +.28, .38 +.12, .4 +0, 1 -.1'),
  radial('ball', 'cx=".36" cy=".3" r=".78"', '0 +.55, .3 +.14, .55 -0, .85 -.26, 1 -.4'),
  radial('plump', 'cx=".42" cy=".36" r=".72"', '0 +.3, .45 +.05, .7 -.05, 1 -.3'),
  radial('ground', '', '0 -.4, .55 -.18, 1 -0'),
  radial('shine', '', '0 +.95, 1 +0', '#fff3cf'),
];

function linear(id: string, direction: string, stops: string): string {
  return `<linearGradient id="${id}" ${direction}>${read(stops, '#fff')}</linearGradient>`;
}

function radial(id: string, place: string, stops: string, bright = '#fff'): string {
  return `<radialGradient id="${id}" ${place}>${read(stops, bright)}</radialGradient>`;
}

function read(stops: string, bright: string): string {
  return stops
    .split(', ')
    .map((stop) => {
      const [offset, strength] = stop.split(' ') as [string, string];
      const colour = strength.startsWith('+') ? bright : '#15100e';
      return `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${strength.slice(1)}"/>`;
    })
    .join('');
}
