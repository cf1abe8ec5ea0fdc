import type { ColourName } from './palette.ts';

/** A search that shows what the engine does, over the demo shop. */
export interface DemoSearch {
  readonly title: string;
  readonly text?: string;
  /** A picture, by its path in the shop's folder. */
  readonly image?: string;
  /** What the picture shows: a plain thing of this kind and colour, turned by so many degrees. */
  readonly shows?: {
    readonly kind: string;
    readonly colour: ColourName;
    readonly turn: number;
  };
}

export const DEMO_SEARCHES: readonly DemoSearch[] = [
  { title: 'Words: "warm winter coat under 200 but not black"', text: 'warm winter coat under 200 but not black' },
  {
    title: "A picture: sneakers, seen on a friend's floor",
    image: 'queries/sneakers.jpg',
    shows: { kind: 'sneaker', colour: 'red', turn: -7 },
  },
  {
    title: 'A picture with words: this one, but a "blue armchair"',
    text: 'blue armchair',
    image: 'queries/armchair.jpg',
    shows: { kind: 'armchair', colour: 'mustard', turn: 4 },
  },
];
