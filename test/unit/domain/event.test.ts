import { describe, expect, it } from 'vitest';
import { derivedEventId, type EventContent, eventFault, eventJson } from '#src/domain/event';

const NOW = Date.UTC(2026, 0, 1);
const event: EventContent = { user: 'ann', item: 'lamp', type: 'view', at: NOW - 1_000 };

describe('an event', () => {
  it('is sound with a user or a session, up to now and a little beyond', () => {
    expect(eventFault(event, NOW)).toBeUndefined();
    expect(eventFault({ ...event, at: NOW + 5 * 60_000 }, NOW)).toBeUndefined();
    expect(eventFault({ session: 's', item: 'lamp', type: 'rating', value: 0, at: NOW }, NOW)).toBeUndefined();
    expect(eventFault({ ...event, at: Date.UTC(1990, 0, 1), value: 3.5, position: 1 }, NOW)).toBeUndefined();
  });

  it.each([
    ['neither user nor session', { user: undefined }],
    ['at is in the future', { at: NOW + 5 * 60_000 + 1 }],
    ['at is in the future', { at: NOW * 1000 }],
    ['at is before 1990', { at: 0 }],
    ['at is before 1990', { at: NOW / 1000 }],
    ['a rating has no value', { type: 'rating' }],
    ['value of rating must be from 0 to 100', { type: 'rating', value: 101 }],
    ['value of rating must be from 0 to 100', { type: 'rating', value: -0.5 }],
    ['value of view must be from 0 to 1000000000', { value: Number.NaN }],
    ['value of purchase must be from 0 to 1000000000', { type: 'purchase', value: Number.POSITIVE_INFINITY }],
    ['position must be a whole number from 1 to 1000000', { position: 0 }],
    ['position must be a whole number from 1 to 1000000', { position: 1.5 }],
  ])('is refused: %s', (reason, change) => {
    const { user, ...rest } = { ...event, ...(change as Partial<EventContent>) };
    expect(eventFault({ ...rest, ...(user !== undefined && { user }) }, NOW)?.reason).toBe(reason);
  });

  it('without an id gets one from all of its content, which sorts by time', () => {
    const changes: Partial<EventContent>[] = [
      { user: 'bob' },
      { session: 's' },
      { item: 'sofa' },
      { type: 'cart' },
      { at: NOW },
      { value: 1 },
      { queryId: 'q' },
      { position: 1 },
    ];
    const ids = [event, ...changes.map((change) => ({ ...event, ...change }))].map((one) => derivedEventId(one, 0));
    expect(new Set([...ids, derivedEventId(event, 1)]).size).toBe(changes.length + 2);
    expect(derivedEventId({ ...event }, 0)).toBe(ids[0]);
    const times = [NOW, 1, Date.UTC(2001, 8, 9), NOW - 1].map((at) => ({ ...event, at }));
    const byId = times.toSorted((a, b) => (derivedEventId(a, 0) < derivedEventId(b, 0) ? -1 : 1));
    expect(byId).toEqual(times.toSorted((a, b) => a.at - b.at));
  });

  it('shows its time as ISO 8601', () => {
    expect(eventJson({ id: 'e', ...event })).toEqual({
      id: 'e',
      user: 'ann',
      item: 'lamp',
      type: 'view',
      at: '2025-12-31T23:59:59.000Z',
    });
  });
});
