/**
 * Makes a worker thread of a checkout read TypeScript: on Node 20 `--import tsx` does nothing inside a thread.
 * JavaScript itself, as nothing reads TypeScript before it ran; no part of a build.
 */
import { register } from 'tsx/esm/api';

register();
