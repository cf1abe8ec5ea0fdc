import { z } from 'zod';
import { LIMITS } from '../rewrite/answer.ts';

/** What is kept of an enrichment at most: entries of lists, characters of texts. */
export const ENRICH_LIMITS = { attributes: 20, synonyms: 6, synonym: 60, altText: 200 } as const;

const line = (longest: number) =>
  z.string().transform((value) =>
    value
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
      .trim()
      .slice(0, longest)
      .replace(/\p{Cs}$/u, '')
      .trim(),
  );

const Attribute = z.object({
  field: line(LIMITS.phrase),
  value: z.union([line(LIMITS.phrase), z.number().transform(String), z.boolean().transform(String)]),
});

/**
 * A language model's answer to `enrich-product`. Wrong types make it invalid; what is too long or too much is cut. What the
 * catalog makes of it is decided afterwards (`settle.ts`).
 */
export const EnrichmentSchema = z.object({
  attributes: z
    .array(Attribute)
    .nullish()
    .transform((all) => (all ?? []).slice(0, ENRICH_LIMITS.attributes)),
  synonyms: z
    .array(line(ENRICH_LIMITS.synonym))
    .nullish()
    .transform((all) => [...new Set(all ?? [])].filter(Boolean)),
  alt_text: line(ENRICH_LIMITS.altText)
    .nullish()
    .transform((text) => text ?? ''),
});

export type Enrichment = Readonly<z.output<typeof EnrichmentSchema>>;

/** What of it is kept with an item, as the stores give it back. */
export const GeneratedSchema = z.object({
  attributes: z.record(z.string(), z.string()),
  synonyms: z.array(z.string()),
  altText: z.string(),
  by: z.string(),
});
