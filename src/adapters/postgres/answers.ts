import type { AnswerStore } from '#src/ports/answers';
import { lockOrAddCatalog } from './catalogs.ts';
import type { Database } from './database.ts';

export const ANSWERS_MIGRATION = `
  CREATE TABLE answers (
    catalog INTEGER NOT NULL REFERENCES catalogs (key),
    subject TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    made BIGINT NOT NULL, -- milliseconds since 1970
    answer TEXT NOT NULL,
    PRIMARY KEY (catalog, subject, source)
  );
  CREATE TABLE tokens_spent (
    account TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    tokens BIGINT NOT NULL,
    PRIMARY KEY (account, day)
  );`;

const OF_CATALOG = 'a.catalog = (SELECT key FROM catalogs WHERE name = $1)';
const FIND = {
  name: 'answers_find',
  text: `SELECT a.source, a.made, a.answer FROM unnest($2::text[]) WITH ORDINALITY AS wanted (source, place)
         JOIN answers AS a ON ${OF_CATALOG} AND a.subject = $3 AND a.source = wanted.source
         ORDER BY wanted.place LIMIT 1`,
};
const KNOWN = {
  name: 'answers_known',
  text: `SELECT a.subject FROM unnest($3::text[]) AS wanted (subject)
         JOIN answers AS a ON ${OF_CATALOG} AND a.source = $2 AND a.subject = wanted.subject AND a.answer <> 'null'`,
};
const GET = {
  name: 'answers_get',
  text: `SELECT a.subject, a.answer FROM unnest($3::text[]) AS wanted (subject)
         JOIN answers AS a ON ${OF_CATALOG} AND a.source = $2 AND a.subject = wanted.subject AND a.answer <> 'null'`,
};
const COUNTS = {
  name: 'answers_counts',
  text: `SELECT a.source, count(*) AS answers FROM answers AS a WHERE ${OF_CATALOG}
         GROUP BY a.source ORDER BY 2 DESC, 1`,
};
// Of the same place twice in one statement PostgreSQL would not know which one to take: the last, as in a loop.
const PUT = {
  name: 'answers_put',
  text: `INSERT INTO answers (catalog, subject, source, made, answer)
         SELECT DISTINCT ON (given.subject, given.source) $1::integer, given.subject, given.source, given.made, given.answer
         FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) WITH ORDINALITY
           AS given (subject, source, made, answer, place)
         ORDER BY given.subject, given.source, given.place DESC
         ON CONFLICT (catalog, subject, source) DO UPDATE SET made = excluded.made, answer = excluded.answer`,
};
const READ = {
  name: 'answers_read',
  text: `SELECT a.subject, a.source, a.made, a.answer FROM answers AS a
         WHERE ${OF_CATALOG} AND (a.subject, a.source) > ($2, $3) ORDER BY a.subject, a.source LIMIT $4`,
};
const BATCH = 2_000;
const FORGET = {
  name: 'answers_forget',
  text: `WITH gone AS (
           DELETE FROM answers AS a WHERE ${OF_CATALOG}
             AND ($2::text IS NULL OR a.source = $2) AND ($3::bigint IS NULL OR a.made < $3) RETURNING 1
         ) SELECT count(*) AS answers FROM gone`,
};
const DROP_DAYS = { name: 'tokens_spent_drop', text: 'DELETE FROM tokens_spent WHERE account = $1 AND day < $2' };
const SPEND = {
  name: 'tokens_spent_add',
  text: `INSERT INTO tokens_spent AS t (account, day, tokens) VALUES ($1, $2, $3)
         ON CONFLICT (account, day) DO UPDATE SET tokens = t.tokens + excluded.tokens RETURNING t.tokens`,
};
const SPENT = { name: 'tokens_spent', text: 'SELECT tokens FROM tokens_spent WHERE account = $1 AND day = $2' };

interface AnswerRow {
  readonly source: string;
  readonly made: number;
  readonly answer: string;
}

/** Answers of language models; content is JSON text. */
export function createAnswers(db: Database): AnswerStore {
  return {
    find: async (catalog, sources, subject) => {
      const [row] = await db.query<AnswerRow>(FIND, [catalog, sources, subject]);
      return row && { source: row.source, subject, madeAt: row.made, answer: JSON.parse(row.answer) };
    },
    known: async (catalog, source, subjects) => {
      const rows = await db.query<{ readonly subject: string }>(KNOWN, [catalog, source, [...new Set(subjects)]]);
      return new Set(rows.map(({ subject }) => subject));
    },
    get: async (catalog, source, subjects) => {
      const asked = [catalog, source, [...new Set(subjects)]];
      const rows = await db.query<Pick<AnswerRow, 'answer'> & { readonly subject: string }>(GET, asked);
      return new Map(rows.map(({ subject, answer }) => [subject, JSON.parse(answer)]));
    },
    counts: (catalog) => db.query(COUNTS, [catalog]),
    read: async function* (catalog) {
      for (let after: readonly [string, string] = ['', '']; ; ) {
        const rows = await db.query<AnswerRow & { readonly subject: string }>(READ, [catalog, ...after, BATCH]);
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map(({ made, answer, ...place }) => ({ ...place, madeAt: made, answer: JSON.parse(answer) }));
        after = [last.subject, last.source];
      }
    },
    put: async (catalog, answers) => {
      if (answers.length === 0) return;
      await db.write(catalog, async (query) => {
        const { key } = await lockOrAddCatalog(query, catalog);
        const subjects = answers.map(({ subject }) => subject);
        const sources = answers.map(({ source }) => source);
        const made = answers.map(({ madeAt }) => madeAt);
        const texts = answers.map(({ answer }) => JSON.stringify(answer));
        await query(PUT, [key, subjects, sources, made, texts]);
      });
    },
    forget: async (catalog, { source = null, madeBefore = null }) => {
      const [row] = await db.query<{ readonly answers: number }>(FORGET, [catalog, source, madeBefore]);
      return row?.answers ?? 0;
    },
    spend: async (account, day, tokens) => {
      if (tokens > 0) {
        await db.query(DROP_DAYS, [account, day]);
        return (await db.query<{ readonly tokens: number }>(SPEND, [account, day, tokens]))[0]!.tokens;
      }
      return (await db.query<{ readonly tokens: number }>(SPENT, [account, day]))[0]?.tokens ?? 0;
    },
  };
}
