/**
 * Events, whose sessions are, queries and models.
 *
 * Events are partitioned by quarter of a year (see event-partitions.ts). A unique key of a partitioned table has to hold
 * what it is partitioned by, but an id is one event whatever its time: so ids are kept in a table of their own, which
 * decides what is new. The row of `event_logs` is locked by whoever changes the events or queries of a catalog, until
 * commit and before anything else: so writers follow each other, and keys rise in the order in which events were added.
 */
export const EVENTS_MIGRATION = `CREATE TABLE event_logs (
     catalog INTEGER PRIMARY KEY,
     version BIGINT NOT NULL DEFAULT 0
   );
   CREATE TABLE event_counts (
     catalog INTEGER NOT NULL,
     type TEXT NOT NULL,
     events BIGINT NOT NULL,
     PRIMARY KEY (catalog, type)
   );
   CREATE TABLE event_ids (
     catalog INTEGER NOT NULL,
     id TEXT COLLATE "C" NOT NULL,
     at BIGINT NOT NULL,
     PRIMARY KEY (catalog, id)
   );
   CREATE INDEX event_ids_by_time ON event_ids USING brin (at);
   CREATE SEQUENCE event_keys;
   CREATE TABLE events (
     key BIGINT NOT NULL,
     catalog INTEGER NOT NULL,
     at BIGINT NOT NULL, -- milliseconds since 1970
     type TEXT NOT NULL,
     "user" TEXT COLLATE "C",
     session TEXT COLLATE "C",
     item TEXT NOT NULL,
     id TEXT NOT NULL,
     value DOUBLE PRECISION,
     query TEXT,
     position INTEGER
   ) PARTITION BY RANGE (at);
   CREATE INDEX events_by_time ON events (catalog, at, key);
   CREATE INDEX events_by_user ON events (catalog, "user", at, key) WHERE "user" IS NOT NULL;
   CREATE INDEX events_unnamed ON events (catalog, session, at, key) WHERE "user" IS NULL;
   CREATE TABLE sessions (
     catalog INTEGER NOT NULL,
     session TEXT COLLATE "C" NOT NULL,
     "user" TEXT COLLATE "C", -- null once the session has named two
     begun BIGINT NOT NULL, -- time of something that names the user, milliseconds since 1970
     PRIMARY KEY (catalog, session)
   );
   CREATE TABLE queries (
     key BIGINT NOT NULL,
     catalog INTEGER NOT NULL,
     at BIGINT NOT NULL, -- milliseconds since 1970
     "user" TEXT COLLATE "C",
     session TEXT COLLATE "C",
     id TEXT COLLATE "C" NOT NULL,
     text TEXT NOT NULL,
     shown TEXT NOT NULL, -- list of ids, JSON
     first BIGINT NOT NULL,
     PRIMARY KEY (catalog, id)
   );
   CREATE INDEX queries_by_time ON queries (catalog, at, key);
   CREATE INDEX queries_by_user ON queries (catalog, "user", at, key) WHERE "user" IS NOT NULL;
   CREATE INDEX queries_unnamed ON queries (catalog, session, at, key) WHERE "user" IS NULL;
   CREATE TABLE models (
     key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     catalog INTEGER NOT NULL,
     name TEXT COLLATE "C" NOT NULL,
     version TEXT COLLATE "C" NOT NULL,
     state TEXT NOT NULL, -- coming, live or previous
     created TEXT NOT NULL,
     begun BIGINT NOT NULL, -- milliseconds since 1970
     bytes BIGINT NOT NULL,
     about TEXT NOT NULL -- JSON
   );
   CREATE UNIQUE INDEX models_by_version ON models (catalog, name, version) WHERE state <> 'coming';
   CREATE UNIQUE INDEX models_by_state ON models (catalog, name, state) WHERE state = 'live';
   CREATE TABLE model_parts (
     model BIGINT NOT NULL,
     number INTEGER NOT NULL,
     data BYTEA NOT NULL,
     PRIMARY KEY (model, number)
   );
   ALTER TABLE model_parts ALTER COLUMN data SET STORAGE EXTERNAL;`;

/** By shopper and type: the newest of some types are asked for with every search, and most events may be impressions. */
export const EVENT_TYPES_MIGRATION = `DROP INDEX events_by_user;
   DROP INDEX events_unnamed;
   CREATE INDEX events_by_user ON events (catalog, "user", type, at, key) WHERE "user" IS NOT NULL;
   CREATE INDEX events_unnamed ON events (catalog, session, type, at, key) WHERE "user" IS NULL;`;
