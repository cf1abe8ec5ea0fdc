import type { Look, Sketch } from './look.ts';
import { box } from './outline.ts';
import { stuff } from './surface.ts';

/** A parcel. */
export const drawBlob = (look: Look): Sketch => ({ body: stuff(box(120, 160, 240, 250, 30), look), shadow: 130 });
