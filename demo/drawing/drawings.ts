import { drawBlob } from './fallback.ts';
import type { Drawing } from './look.ts';
import { TOPS } from './tops.ts';

const DRAWINGS: Readonly<Record<string, Drawing>> = { ...TOPS };

/** The drawing of a kind. */
export const drawingOf = (kind: string): Drawing => DRAWINGS[kind] ?? drawBlob;
