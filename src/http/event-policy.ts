import type { Request } from 'express';
import { carriesKey } from './api-key.ts';

/** Who may send events. */
export interface EventPolicy {
  /** Whether browsers may, who have no key. */
  readonly isPublic: boolean;
  /** Whether what is kept of the request may name users: one that comes without the key could be of anybody. */
  mayNameUsers(request: Request): boolean;
}

/** Events are writes and need the key; when they are public, those of a session alone do not. */
export function createEventPolicy(apiKey: string | undefined, publicEvents: 'on' | 'off' = 'off'): EventPolicy {
  return { isPublic: publicEvents === 'on', mayNameUsers: (request) => carriesKey(request, apiKey) };
}
