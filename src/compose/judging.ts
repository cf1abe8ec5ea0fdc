import { contentHash, hashText } from '#indexers/record';
import type { Item } from '#src/domain/item';
import { VitrineError } from '#src/errors';
import type { AnswerStore } from '#src/ports/answers';
import type { RecordStore } from '#src/ports/records';
import { createJudge, type Grade, ITEMS_AT_ONCE, type Judge } from '#src/understanding/judge/judge';
import { type AskReport, createAskAll } from '#src/understanding/rewrite/ask-all';
import { normaliseQuery } from '#src/understanding/rewrite/normalise-query';
import { type Asking, NO_MODEL, wait } from './language.ts';

/** A query and the items found for it, by id. */
export interface FoundItems {
  readonly query: string;
  readonly ids: readonly string[];
}

export interface JudgePlan {
  readonly pairs: number;
  /** Pairs of items that the catalog does not have. */
  readonly missing: number;
  /** Pairs that have a grade by this prompt and model. */
  readonly known: number;
  readonly toAsk: number;
  /** Questions and answers together, about. */
  readonly tokens: number;
}

/** Grades of found items by a language model. */
export interface CatalogJudging {
  /** Throws `invalid_configuration` without a model. */
  plan(found: readonly FoundItems[]): Promise<JudgePlan>;
  /** Asks for the grades that are missing and keeps each answer at once. */
  run(found: readonly FoundItems[], running: JudgeRunning): Promise<AskReport>;
  /** The grades that there are, by query and item in the order given; undefined where there is none. */
  grades(found: readonly FoundItems[]): Promise<readonly (readonly (Grade | undefined)[])[]>;
}

export interface JudgeRunning {
  readonly signal: AbortSignal;
  readonly onProgress?: (asked: number, total: number) => void;
}

interface JudgingDeps {
  readonly catalog: string;
  readonly records: RecordStore;
  readonly answers: AnswerStore;
  readonly asking: Asking | null;
}

interface Pair {
  readonly item: Item;
  /** What its grade is kept under. */
  readonly subject: string;
}

export function createCatalogJudging({ asking, ...deps }: JudgingDeps): CatalogJudging {
  const withModel = (): Judge => {
    if (!asking) throw new VitrineError('invalid_configuration', NO_MODEL);
    return createJudge({ model: asking.model, prompt: asking.judge });
  };
  return {
    plan: async (found) => {
      const judge = withModel();
      const plan = { pairs: 0, missing: 0, known: 0, toAsk: 0, tokens: 0 };
      for (const one of found) {
        const pairs = await pairsOf(one, deps);
        const open = await openOf(pairs, judge, deps);
        const there = pairs.filter((pair) => pair !== undefined).length;
        plan.pairs += pairs.length;
        plan.missing += pairs.length - there;
        plan.known += there - open.length;
        plan.toAsk += open.length;
        for (const part of partsOf(open))
          plan.tokens += judge.estimate(
            one.query,
            part.map(({ item }) => item),
          );
      }
      return plan;
    },
    run: (found, running) => judgeAll(found, withModel(), deps, running),
    grades: async (found) => {
      const judge = withModel();
      const all: (Grade | undefined)[][] = [];
      for (const one of found) {
        const pairs = await pairsOf(one, deps);
        const known = await deps.answers.get(deps.catalog, judge.source, subjectsOf(pairs));
        // Only grades are put under this source.
        all.push(pairs.map((pair) => pair && (known.get(pair.subject) as Grade | undefined)));
      }
      return all;
    },
  };
}

async function judgeAll(
  found: readonly FoundItems[],
  judge: Judge,
  deps: JudgingDepsOpen,
  { signal, onProgress }: JudgeRunning,
): Promise<AskReport> {
  const { catalog, answers } = deps;
  const questions = [];
  for (const one of found) {
    for (const part of partsOf(await openOf(await pairsOf(one, deps), judge, deps)))
      questions.push({ query: one.query, part });
  }
  const onAsked = (asked: number) => onProgress?.(asked, questions.length);
  const all = createAskAll({ signal, now: Date.now, wait, onAsked });
  await all.run(
    questions.map(({ query, part }) => ({
      name: part[0]!.item.id,
      ask: async (waiting) => {
        const grades = await judge.ask(
          query,
          part.map(({ item }) => item),
          waiting,
        );
        const madeAt = Date.now();
        const graded = part.flatMap(({ subject }, index) => {
          const grade = grades[index];
          return grade === undefined ? [] : [{ source: judge.source, subject, answer: grade, madeAt }];
        });
        await answers.put(catalog, graded);
      },
    })),
  );
  return all.report();
}

type JudgingDepsOpen = Omit<JudgingDeps, 'asking'>;

/** The items that there are, at the places of their ids. A grade holds for the words and the content that an item has now. */
async function pairsOf(
  { query, ids }: FoundItems,
  { catalog, records }: JudgingDepsOpen,
): Promise<(Pair | undefined)[]> {
  const words = normaliseQuery(query);
  const found = await records.get(catalog, ids);
  return found.map((record) => {
    if (!record || record.deleted) return undefined;
    return { item: record.item, subject: hashText(`${words}\n${contentHash(record)}`) };
  });
}

function subjectsOf(pairs: readonly (Pair | undefined)[]): string[] {
  return pairs.flatMap((pair) => (pair ? [pair.subject] : []));
}

/** The pairs without a grade, each once, in an order that tells nothing of how they were ranked. */
async function openOf(pairs: readonly (Pair | undefined)[], { source }: Judge, { catalog, answers }: JudgingDepsOpen) {
  const known = await answers.known(catalog, source, subjectsOf(pairs));
  const open = new Map<string, Pair>();
  for (const pair of pairs) if (pair && !known.has(pair.subject)) open.set(pair.subject, pair);
  return [...open.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function partsOf(pairs: readonly Pair[]): Pair[][] {
  const parts: Pair[][] = [];
  for (let at = 0; at < pairs.length; at += ITEMS_AT_ONCE) parts.push(pairs.slice(at, at + ITEMS_AT_ONCE));
  return parts;
}
