/** Who is shopping: the visit of this browser, and the shopper, once they said who they are. */
export interface Who {
  readonly session: string;
  readonly user: string | undefined;
}

const SESSION = 'vitrine.session';
const USER = 'vitrine.user';
const SESSION_BYTES = 12;
/** For browsers that keep nothing: as long as the page is open. */
const kept = new Map<string, string>();

export function who(): Who {
  let session = read(SESSION);
  if (session === undefined) {
    session = newSession();
    write(SESSION, session);
  }
  return { session, user: read(USER) };
}

/**
 * Another shopper, or a guest, who starts a visit of their own: what is done in it must not count for the one before.
 * Who says for the first time who they are goes on with their visit, which becomes theirs.
 */
export function become(user: string | undefined): void {
  if (read(USER) !== undefined) write(SESSION, newSession());
  write(USER, user);
}

/** Not `randomUUID`, which a page that came without encryption does not have. */
function newSession(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SESSION_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return kept.get(name);
  }
}

function write(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    if (value === undefined) kept.delete(name);
    else kept.set(name, value);
  }
}
