import { ANSWERS_MIGRATION } from './answers.ts';
import { EVENT_TYPES_MIGRATION, EVENTS_MIGRATION } from './event-schema.ts';
import { SOURCE_ROWS_MIGRATION } from './source-rows.ts';
import { SYNONYMS_MIGRATION } from './synonyms.ts';

/**
 * The schema of the state, step by step; a step that was released is never changed.
 *
 * Texts that are looked up or ordered are compared by code point (collation "C"), whatever the database's language.
 * Content is JSON in columns of type text, because PostgreSQL's own JSON types refuse U+0000 and lone surrogates.
 * The row of a catalog holds its counters: who changes them locks it until commit, so numbers have no gap and become
 * visible in their order.
 */
export const STATE_MIGRATIONS: readonly string[] = [
  `CREATE TABLE catalogs (
     key INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     name TEXT COLLATE "C" NOT NULL UNIQUE,
     sequence BIGINT NOT NULL DEFAULT 0,
     items BIGINT NOT NULL DEFAULT 0,
     live TEXT COLLATE "C",
     previous TEXT COLLATE "C"
   );
   CREATE TABLE records (
     catalog INTEGER NOT NULL,
     id TEXT COLLATE "C" NOT NULL,
     sequence BIGINT NOT NULL,
     deleted BOOLEAN NOT NULL,
     hash TEXT NOT NULL,
     pictures TEXT NOT NULL,
     item TEXT NOT NULL,
     PRIMARY KEY (catalog, id)
   );
   CREATE UNIQUE INDEX records_by_sequence ON records (catalog, sequence);
   CREATE TABLE runs (
     key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     name TEXT COLLATE "C" NOT NULL,
     begun BIGINT NOT NULL, -- milliseconds since 1970
     UNIQUE (catalog, name)
   );
   CREATE TABLE seen (
     run BIGINT NOT NULL,
     id TEXT COLLATE "C" NOT NULL,
     PRIMARY KEY (run, id)
   );
   CREATE TABLE generations (
     place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     catalog INTEGER NOT NULL REFERENCES catalogs (key),
     id TEXT COLLATE "C" NOT NULL,
     manifest TEXT NOT NULL,
     UNIQUE (catalog, id)
   );`,
  EVENTS_MIGRATION,
  ANSWERS_MIGRATION,
  // Lists last for minutes, so a crash may take them; texts are not compressed, which would cost more than it saves.
  `CREATE UNLOGGED TABLE lists (
     id TEXT COLLATE "C" PRIMARY KEY,
     expires BIGINT NOT NULL, -- milliseconds since 1970
     value TEXT NOT NULL
   );
   ALTER TABLE lists ALTER COLUMN value SET STORAGE EXTERNAL;
   CREATE INDEX lists_by_expiry ON lists (expires);`,
  SYNONYMS_MIGRATION,
  SOURCE_ROWS_MIGRATION,
  EVENT_TYPES_MIGRATION,
];
