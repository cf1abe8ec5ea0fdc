export interface Closable {
  close(): Promise<void>;
}

/** What was opened together. */
export interface Opened extends Closable {
  keep<Part extends Closable>(part: Part): Part;
}

/** Closes what is kept in reverse order: all of it, whatever fails; then the first failure is thrown. */
export function createOpened(): Opened {
  const parts: Closable[] = [];
  return {
    keep: (part) => {
      parts.unshift(part);
      return part;
    },
    close: async () => {
      const failures: unknown[] = [];
      for (const part of parts.splice(0)) await part.close().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
}
