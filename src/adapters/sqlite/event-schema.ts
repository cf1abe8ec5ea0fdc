/**
 * Events, whose sessions are, queries and models. Derived ids of events begin with their time, so the index of ids grows
 * at its end when a file is imported; `key` is the order in which events were added. Indexes of what names nobody hold
 * that alone, because most events name somebody.
 */
export const EVENTS_MIGRATION = `CREATE TABLE events (
     key INTEGER PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     at INTEGER NOT NULL, -- milliseconds since 1970
     type TEXT NOT NULL,
     user TEXT,
     session TEXT,
     item TEXT NOT NULL,
     id TEXT NOT NULL,
     value REAL,
     query TEXT,
     position INTEGER
   );
   CREATE UNIQUE INDEX events_by_id ON events (catalog, id);
   CREATE INDEX events_by_time ON events (catalog, at);
   CREATE INDEX events_by_user ON events (catalog, user, at) WHERE user IS NOT NULL;
   CREATE INDEX events_unnamed ON events (catalog, session, at) WHERE user IS NULL;
   CREATE TABLE event_logs (
     catalog INTEGER PRIMARY KEY REFERENCES catalogs (key),
     version INTEGER NOT NULL DEFAULT 0
   );
   CREATE TABLE event_counts (
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     type TEXT NOT NULL,
     events INTEGER NOT NULL,
     PRIMARY KEY (catalog, type)
   ) WITHOUT ROWID;
   CREATE TABLE sessions (
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     session TEXT NOT NULL,
     user TEXT, -- null once the session has named two
     begun INTEGER NOT NULL, -- time of something that names the user, milliseconds since 1970
     PRIMARY KEY (catalog, session)
   ) WITHOUT ROWID;
   CREATE TABLE queries (
     key INTEGER PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     at INTEGER NOT NULL, -- milliseconds since 1970
     user TEXT,
     session TEXT,
     id TEXT NOT NULL,
     text TEXT NOT NULL,
     shown TEXT NOT NULL, -- list of ids, JSON
     first INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX queries_by_id ON queries (catalog, id);
   CREATE INDEX queries_by_time ON queries (catalog, at);
   CREATE INDEX queries_by_user ON queries (catalog, user, at) WHERE user IS NOT NULL;
   CREATE INDEX queries_unnamed ON queries (catalog, session, at) WHERE user IS NULL;
   CREATE TABLE models (
     place INTEGER PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     name TEXT NOT NULL,
     version TEXT NOT NULL,
     state TEXT NOT NULL, -- live or previous
     created TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     about TEXT NOT NULL, -- JSON
     file TEXT NOT NULL,
     hash TEXT NOT NULL, -- SHA-256 of the file
     UNIQUE (catalog, name, version)
   );`;

/**
 * By shopper and type: the newest of some types are asked for with every search, and of a shopper there may be a
 * thousand impressions for each event that tells something.
 */
export const EVENT_TYPES_MIGRATION = `DROP INDEX events_by_user;
   DROP INDEX events_unnamed;
   CREATE INDEX events_by_user ON events (catalog, user, type, at) WHERE user IS NOT NULL;
   CREATE INDEX events_unnamed ON events (catalog, session, type, at) WHERE user IS NULL;`;
