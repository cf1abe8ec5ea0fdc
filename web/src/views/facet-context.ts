import type { Facet } from '../../../src/domain/facet.ts';
import type { App } from '../app.ts';

export interface FacetContext {
  readonly facet: Facet;
  readonly app: App;
  /** What is unfolded: long lists by field, category paths. */
  readonly expanded: Set<string>;
  readonly redraw: () => void;
  readonly currency: unknown;
}
