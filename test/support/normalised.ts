import { createNormaliser } from '#indexers/normalise';

export const options = { map: {}, set: {}, typed: false };

/** The item of a row with `id` and `title` unless it has its own. */
export function itemOf(row: Record<string, unknown>, more: Partial<typeof options> = {}) {
  const normalised = createNormaliser({ ...options, ...more })({ id: '1', title: 't', ...row });
  if (!('item' in normalised)) throw new Error(JSON.stringify(normalised));
  return normalised.item;
}

export function leftOutOf(row: Record<string, unknown>, typed = true) {
  const normalised = createNormaliser({ ...options, typed })({ id: '1', title: 't', ...row });
  return 'item' in normalised ? normalised.leftOut.map(({ reason }) => reason) : undefined;
}

export function faultOf(row: Record<string, unknown>, typed = true) {
  const normalised = createNormaliser({ ...options, typed })(row);
  return 'fault' in normalised ? normalised.fault : undefined;
}
