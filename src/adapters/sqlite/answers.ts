import type { AnswerStore } from '#src/ports/answers';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

export const ANSWERS_MIGRATION = `
  CREATE TABLE answers (
    catalog INTEGER NOT NULL REFERENCES catalogs (key),
    subject TEXT NOT NULL,
    source TEXT NOT NULL,
    made INTEGER NOT NULL, -- milliseconds since 1970
    answer TEXT NOT NULL,
    PRIMARY KEY (catalog, subject, source)
  ) WITHOUT ROWID;
  CREATE TABLE tokens_spent (
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (account, day)
  ) WITHOUT ROWID;`;

/** Answers of language models; content is JSON text. */
export function createAnswers(db: Database, catalogs: Catalogs): AnswerStore {
  return { ...createReads(db, catalogs), ...createWrites(db, catalogs) };
}

const BATCH = 2_000;

function createReads(
  db: Database,
  catalogs: Catalogs,
): Pick<AnswerStore, 'find' | 'known' | 'get' | 'counts' | 'read'> {
  // json_each gives the array's order as key, so the first source that has an answer wins.
  const select = db.prepare<[string, number, string]>(
    `SELECT a.source, a.made, a.answer FROM json_each(?) AS wanted
     CROSS JOIN answers AS a ON a.catalog = ? AND a.subject = ? AND a.source = wanted.value ORDER BY wanted.key LIMIT 1`,
  );
  const selectKnown = db.prepare<[string]>(
    `SELECT a.subject FROM json_each(?) AS wanted
     CROSS JOIN answers AS a ON a.catalog = ? AND a.subject = wanted.value AND a.source = ? AND a.answer <> 'null'`,
  );
  const selectAnswers = db.prepare<[string, string]>(
    `SELECT a.subject, a.answer FROM json_each(?) AS wanted
     CROSS JOIN answers AS a ON a.catalog = ? AND a.subject = wanted.value AND a.source = ? AND a.answer <> 'null'`,
  );
  const count = db.prepare<[string, number]>(
    'SELECT source, COUNT(*) FROM answers WHERE catalog = ? GROUP BY source ORDER BY 2 DESC, 1',
  );
  const selectAfter = db.prepare<[string, string, number, string]>(
    `SELECT subject, source, made, answer FROM answers
     WHERE catalog = ? AND (subject, source) > (?, ?) ORDER BY subject, source LIMIT ?`,
  );
  return {
    read: async function* (catalog) {
      for (let after: readonly [string, string] = ['', '']; ; ) {
        const rows = await db.read(() => {
          const found = catalogs.find(catalog);
          return found ? selectAfter.all([found.key, ...after, BATCH]) : [];
        });
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map(([subject, source, madeAt, answer]) => ({
          subject,
          source,
          madeAt,
          answer: JSON.parse(answer) as unknown,
        }));
        after = [last[0], last[1]];
      }
    },
    find: (catalog, sources, subject) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        const row = found && select.get([JSON.stringify(sources), found.key, subject]);
        return row && { source: row[0], subject, madeAt: row[1], answer: JSON.parse(row[2]) };
      }),
    known: (catalog, source, subjects) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        const rows = found ? selectKnown.all([JSON.stringify(subjects), found.key, source]) : [];
        return new Set(rows.map(([subject]) => subject));
      }),
    get: (catalog, source, subjects) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        const rows = found ? selectAnswers.all([JSON.stringify(subjects), found.key, source]) : [];
        return new Map(rows.map(([subject, answer]) => [subject, JSON.parse(answer) as unknown]));
      }),
    counts: (catalog) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? count.all([found.key]).map(([source, answers]) => ({ source, answers })) : [];
      }),
  };
}

function createWrites(db: Database, catalogs: Catalogs): Pick<AnswerStore, 'put' | 'forget' | 'spend'> {
  const upsert = db.prepare(
    `INSERT INTO answers (catalog, subject, source, made, answer) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (catalog, subject, source) DO UPDATE SET made = excluded.made, answer = excluded.answer`,
  );
  const remove = db.prepare<[string]>(
    `DELETE FROM answers WHERE catalog = ?1 AND (?2 IS NULL OR source = ?2) AND (?3 IS NULL OR made < ?3)
     RETURNING source`,
  );
  const dropDays = db.prepare('DELETE FROM tokens_spent WHERE account = ? AND day < ?');
  const add = db.prepare(
    `INSERT INTO tokens_spent (account, day, tokens) VALUES (?, ?, ?)
     ON CONFLICT (account, day) DO UPDATE SET tokens = tokens + excluded.tokens`,
  );
  const selectSpent = db.prepare<[number]>('SELECT tokens FROM tokens_spent WHERE account = ? AND day = ?');
  return {
    put: async (catalog, answers) => {
      if (answers.length === 0) return;
      await db.write(() => {
        const { key } = catalogs.findOrAdd(catalog);
        for (const { subject, source, madeAt, answer } of answers) {
          upsert.run([key, subject, source, madeAt, JSON.stringify(answer)]);
        }
      });
    },
    forget: (catalog, { source = null, madeBefore = null }) =>
      db.write(() => {
        const found = catalogs.find(catalog);
        return found ? remove.all([found.key, source, madeBefore]).length : 0;
      }),
    spend: (account, day, tokens) =>
      db.write(() => {
        if (tokens > 0) {
          dropDays.run([account, day]);
          add.run([account, day, tokens]);
        }
        return selectSpent.get([account, day])?.[0] ?? 0;
      }),
  };
}
