import { createRequire } from 'node:module';

/**
 * The very instance of apache-arrow that LanceDB uses: it loads the CommonJS build, and tables made with the classes
 * of the other build are no tables to it.
 */
export const arrow = createRequire(import.meta.url)('apache-arrow') as typeof import('apache-arrow');
