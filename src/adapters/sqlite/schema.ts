import { ANSWERS_MIGRATION } from './answers.ts';
import { EVENT_TYPES_MIGRATION, EVENTS_MIGRATION } from './event-schema.ts';
import { SOURCE_ROWS_MIGRATION } from './source-rows.ts';
import { SYNONYMS_MIGRATION } from './synonyms.ts';

/**
 * The schema of the state, step by step; a step that was released is never changed.
 *
 * A record is in one row with its content as JSON text. The numbers come first and the content last, so that hashes
 * are compared without reading it. The log of changes is the order of `sequence`: each record has the place of its
 * last change. Not compressed: deflating an item takes longer than all the rest of storing it.
 */
export const STATE_MIGRATIONS: readonly string[] = [
  `CREATE TABLE catalogs (
     key INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     sequence INTEGER NOT NULL DEFAULT 0,
     items INTEGER NOT NULL DEFAULT 0,
     live TEXT,
     previous TEXT
   );
   CREATE TABLE records (
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     id TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     deleted INTEGER NOT NULL,
     hash TEXT NOT NULL,
     pictures TEXT NOT NULL,
     item TEXT NOT NULL,
     UNIQUE (catalog, id)
   );
   CREATE UNIQUE INDEX records_by_sequence ON records (catalog, sequence);
   CREATE INDEX records_there ON records (catalog, id) WHERE deleted = 0;
   CREATE TABLE runs (
     key INTEGER PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     name TEXT NOT NULL,
     begun INTEGER NOT NULL, -- milliseconds since 1970
     UNIQUE (catalog, name)
   );
   CREATE TABLE seen (
     run INTEGER NOT NULL REFERENCES runs (key),
     id TEXT NOT NULL,
     PRIMARY KEY (run, id)
   ) WITHOUT ROWID;
   CREATE TABLE generations (
     place INTEGER PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     id TEXT NOT NULL,
     manifest TEXT NOT NULL,
     UNIQUE (catalog, id)
   );`,
  EVENTS_MIGRATION,
  ANSWERS_MIGRATION,
  SYNONYMS_MIGRATION,
  SOURCE_ROWS_MIGRATION,
  EVENT_TYPES_MIGRATION,
];
