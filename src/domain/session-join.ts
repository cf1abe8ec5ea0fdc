/** Something that names a user, a session, or both. */
export interface Named {
  readonly user?: string;
  readonly session?: string;
}

/** Whose each session is: a user's; null once it has named two; sessions that named nobody are absent. */
export type SessionLinks = ReadonlyMap<string, string | null>;

export interface JoinedSessions {
  /** Sessions whose link changed. */
  readonly links: SessionLinks;
  /** Sessions that got their user now: what was logged of them before, without a user, becomes the user's. */
  readonly named: ReadonlyMap<string, string>;
  /** Rows of these that name nobody and become a user's, by their place in the list. */
  readonly assigned: ReadonlyMap<number, string>;
}

/** What new rows of a log, in the order in which they came, make of the sessions they name. */
export function joinSessions(rows: readonly Named[], before: SessionLinks): JoinedSessions {
  const links = new Map<string, string | null>();
  const named = new Map<string, string>();
  const assigned = new Map<number, string>();
  const waiting = new Map<string, number[]>();
  for (const [index, { user, session }] of rows.entries()) {
    if (session === undefined) continue;
    const link = links.has(session) ? links.get(session) : before.get(session);
    if (user === undefined) {
      if (typeof link === 'string') assigned.set(index, link);
      else if (link === undefined) queue(waiting, session, index);
    } else if (link === undefined) {
      links.set(session, user);
      named.set(session, user);
      for (const earlier of waiting.get(session) ?? []) assigned.set(earlier, user);
    } else if (typeof link === 'string' && link !== user) {
      links.set(session, null);
    }
  }
  return { links, named, assigned };
}

function queue(waiting: Map<string, number[]>, session: string, index: number): void {
  const list = waiting.get(session);
  if (list) list.push(index);
  else waiting.set(session, [index]);
}
