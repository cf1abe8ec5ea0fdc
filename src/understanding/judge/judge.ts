import { z } from 'zod';
import type { Item } from '#src/domain/item';
import { type LanguageModel, LanguageModelError } from '#src/ports/language-model';
import { askJson, questionTokens, sourceOf } from '../rewrite/ask-json.ts';
import type { Prompt } from '../rewrite/prompt.ts';

export interface JudgeOptions {
  readonly model: LanguageModel;
  /** `judge-relevance`. */
  readonly prompt: Prompt;
}

/** 3 exactly what was asked for, 2 nearly, 1 goes with it, 0 of no use. */
export type Grade = 0 | 1 | 2 | 3;

/** Grades items for queries by a language model; throws `LanguageModelError`. */
export interface Judge {
  /** Names prompt, version and model. */
  readonly source: string;
  /** By item its grade; undefined where the answer leaves it out. */
  ask(
    query: string,
    items: readonly Item[],
    waiting: { readonly signal: AbortSignal; readonly wantedBy: number },
  ): Promise<readonly (Grade | undefined)[]>;
  /** Tokens of a question and its answer, about. */
  estimate(query: string, items: readonly Item[]): number;
}

/** Items of one question: more of them take each other's grades for a measure. */
export const ITEMS_AT_ONCE = 10;

const ANSWER_TOKENS_EACH = 14;
/** In characters; what an item is stands at its beginning. */
const LONGEST_ITEM = 600;

const Grades = z.object({
  grades: z.array(
    z.object({ item: z.int(), grade: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]) }),
  ),
});

export function createJudge({ model, prompt }: JudgeOptions): Judge {
  const valuesOf = (query: string, items: readonly Item[]) => ({
    query,
    items: items.map((item, index) => `${index + 1}: ${describe(item)}`).join('\n'),
  });
  return {
    source: sourceOf(prompt, model),
    ask: async (query, items, { signal, wantedBy }) => {
      const values = valuesOf(query, items);
      const { grades } = await askJson(model, { prompt, values, schema: Grades, signal, wantedBy });
      return inOrder(grades, items.length);
    },
    estimate: (query, items) => questionTokens(prompt, valuesOf(query, items)) + ANSWER_TOKENS_EACH * items.length,
  };
}

/** An answer about other items, or with two grades for one, is about nothing. */
function inOrder(grades: z.output<typeof Grades>['grades'], count: number): (Grade | undefined)[] {
  const byItem: (Grade | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const { item, grade } of grades) {
    const isWrong = item < 1 || item > count || (byItem[item - 1] ?? grade) !== grade;
    if (isWrong) throw new LanguageModelError('invalid', 'graded items that it was not shown, or one twice');
    byItem[item - 1] = grade;
  }
  if (grades.length === 0) throw new LanguageModelError('invalid', 'graded nothing');
  return byItem;
}

/** What an item is, in one line: its words cannot pass for another item. */
function describe({ title, brand, category, attributes, description }: Item): string {
  const facts = Object.entries(attributes).map(([name, value]) => `${name} ${[value].flat().join(', ')}`);
  const parts = [title, brand, category?.join(' > '), ...facts, description];
  return parts
    .filter((part) => part !== undefined)
    .join('; ')
    .replace(/\s+/gu, ' ')
    .slice(0, LONGEST_ITEM);
}
