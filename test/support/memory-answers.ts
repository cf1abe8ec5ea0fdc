import type { AnswerStore, NewAnswer } from '#src/ports/answers';

/** Answers in plain maps. `check` throws once the state is closed. */
export function memoryAnswers(check: () => void): AnswerStore {
  const catalogs = new Map<string, NewAnswer[]>();
  const spent = new Map<string, number>();
  const of = (catalog: string): readonly NewAnswer[] => {
    check();
    return catalogs.get(catalog) ?? [];
  };
  return {
    find: async (catalog, sources, subject) => {
      const found = sources.map((source) =>
        of(catalog).find((one) => one.source === source && one.subject === subject),
      );
      return structuredClone(found.find((one) => one !== undefined));
    },
    known: async (catalog, source, subjects) => {
      const has = (subject: string) =>
        of(catalog).some((one) => one.source === source && one.subject === subject && one.answer !== null);
      return new Set(subjects.filter(has));
    },
    get: async (catalog, source, subjects) => {
      const own = of(catalog).filter((one) => one.source === source && one.answer !== null);
      const asked = own.filter(({ subject }) => subjects.includes(subject));
      return new Map(structuredClone(asked).map(({ subject, answer }) => [subject, answer]));
    },
    counts: async (catalog) => {
      const sources = [...new Set(of(catalog).map(({ source }) => source))].sort();
      const counts = sources.map((source) => ({
        source,
        answers: of(catalog).filter((one) => one.source === source).length,
      }));
      return counts.sort((a, b) => b.answers - a.answers);
    },
    read: async function* (catalog) {
      const key = ({ subject, source }: NewAnswer) => JSON.stringify([subject, source]);
      const all = [...of(catalog)].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      if (all.length > 0) yield structuredClone(all);
    },
    put: async (catalog, answers) => {
      for (const answer of structuredClone(answers)) {
        const others = of(catalog).filter((one) => one.source !== answer.source || one.subject !== answer.subject);
        catalogs.set(catalog, [...others, answer]);
      }
    },
    forget: async (catalog, { source, madeBefore }) => {
      const isGone = (one: NewAnswer) =>
        (source === undefined || one.source === source) && (madeBefore === undefined || one.madeAt < madeBefore);
      const all = of(catalog);
      const left = all.filter((one) => !isGone(one));
      catalogs.set(catalog, left);
      return all.length - left.length;
    },
    spend: async (account, day, tokens) => {
      check();
      const key = `${account} ${day}`;
      spent.set(key, (spent.get(key) ?? 0) + tokens);
      return spent.get(key)!;
    },
  };
}
