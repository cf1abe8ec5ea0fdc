import type { Generation } from '#src/ports/generations';

/** Makes a generation of its own for each test, `reopen` closes everything and opens it again. */
export interface Bench {
  generation: Generation;
  reopen(): Promise<Generation>;
}
