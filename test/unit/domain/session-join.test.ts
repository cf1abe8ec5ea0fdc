import { describe, expect, it } from 'vitest';
import { joinSessions, type Named } from '#src/domain/session-join';

const join = (rows: readonly Named[], before: Readonly<Record<string, string | null>> = {}) => {
  const { links, named, assigned } = joinSessions(rows, new Map(Object.entries(before)));
  return { links: Object.fromEntries(links), named: Object.fromEntries(named), assigned: [...assigned].sort() };
};

describe('joining sessions', () => {
  it('gives a session to the user that it names first, and what names nobody with it', () => {
    const rows = [{ session: 's' }, { session: 't' }, { session: 's', user: 'ann' }, { session: 's' }, { user: 'bob' }];
    expect(join(rows)).toEqual({
      links: { s: 'ann' },
      named: { s: 'ann' },
      assigned: [
        [0, 'ann'],
        [3, 'ann'],
      ],
    });
  });
  it('goes on with what was known', () => {
    expect(join([{ session: 's' }, { session: 's', user: 'ann' }], { s: 'ann' })).toEqual({
      links: {},
      named: {},
      assigned: [[0, 'ann']],
    });
  });
  it('takes a session from both when it names a second one', () => {
    const rows = [{ session: 's' }, { session: 's', user: 'bob' }, { session: 's' }, { session: 's', user: 'ann' }];
    expect(join(rows, { s: 'ann' })).toEqual({ links: { s: null }, named: {}, assigned: [[0, 'ann']] });
    expect(join([{ session: 's' }, { session: 's', user: 'bob' }], { s: null })).toEqual({
      links: {},
      named: {},
      assigned: [],
    });
  });
});
