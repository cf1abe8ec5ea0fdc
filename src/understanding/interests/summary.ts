import { z } from 'zod';

/** A search as a shopper may type it, and longer ones that say what this one likely means by it. */
const Expansion = z.object({
  query: z.string().trim().min(1).max(60),
  means: z.array(z.string().trim().min(1).max(100)).max(10),
});

/** The form that the prompt `summarise-interests` asks for; what is too much of it is cut, what is empty is left out. */
export const SummarySchema = z.object({
  sentence: z.string().trim().min(1).max(400),
  expansions: z.array(z.unknown()).transform((all) =>
    all
      .flatMap((one) => Expansion.safeParse(one).data ?? [])
      .map(({ query, means }) => ({ query, means: [...new Set(means)].filter((text) => text !== query).slice(0, 3) }))
      .filter(({ means }) => means.length > 0)
      .slice(0, 5),
  ),
});

/** What a language model makes of a shopper's interests. */
export type InterestSummary = z.output<typeof SummarySchema>;
