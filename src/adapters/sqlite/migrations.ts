/** Forward-only; the place in the list is the version that the database has after it. Never change one that shipped. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE items (
     catalog TEXT NOT NULL,
     id TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     deleted INTEGER NOT NULL DEFAULT 0,
     hash TEXT NOT NULL,
     item TEXT NOT NULL,
     pictures TEXT NOT NULL,
     seen TEXT,
     PRIMARY KEY (catalog, id)
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX items_by_sequence ON items (catalog, sequence);
   CREATE TABLE sequences (catalog TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE generations (
     catalog TEXT NOT NULL,
     id TEXT NOT NULL,
     place INTEGER NOT NULL,
     manifest TEXT NOT NULL,
     PRIMARY KEY (catalog, id)
   ) WITHOUT ROWID;
   CREATE TABLE pointers (catalog TEXT PRIMARY KEY, live TEXT NOT NULL, previous TEXT) WITHOUT ROWID;`,
];
