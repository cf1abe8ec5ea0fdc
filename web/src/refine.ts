import type { Filter } from '../../src/domain/filter.ts';

type Refinements = readonly Filter[];

/** The values of a field that are chosen. */
export function chosenValues(refine: Refinements, field: string): readonly string[] {
  return refine.flatMap((filter) =>
    filter.field === field && filter.kind === 'any' && !filter.negated ? filter.values : [],
  );
}

export function chosenRange(refine: Refinements, field: string): { from?: number; to?: number } {
  const found = refine.find((filter) => filter.field === field && filter.kind === 'range');
  return found?.kind === 'range' ? found : {};
}

/** Chooses a value, or no longer; several values of a field are alternatives. */
export function toggleValue(refine: Refinements, field: string, value: string): Filter[] {
  const before = chosenValues(refine, field);
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return replace(refine, field, values.length === 0 ? undefined : { field, negated: false, kind: 'any', values });
}

export function setRange(
  refine: Refinements,
  field: string,
  from: number | undefined,
  to: number | undefined,
): Filter[] {
  if (from === undefined && to === undefined) return replace(refine, field, undefined);
  const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return replace(refine, field, { field, negated: false, kind: 'range', ...ends });
}

/** A field keeps its place among the others. */
function replace(refine: Refinements, field: string, filter: Filter | undefined): Filter[] {
  const at = refine.findIndex((other) => other.field === field);
  const others = refine.filter((other) => other.field !== field);
  return filter === undefined ? others : at === -1 ? [...others, filter] : others.toSpliced(at, 0, filter);
}
