import { createHash } from 'node:crypto';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { VitrineError } from '#src/errors';

const Field = z.strictObject({ most: z.number().int().min(1).max(100_000), about: z.string().min(1) });
const FrontMatter = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]{0,63}$/u),
  purpose: z.string().min(1),
  input: z.record(z.string().regex(/^[a-z][a-z_]*$/u), Field),
  model: z.strictObject({
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: z.number().int().min(1).max(100_000),
  }),
  output: z.looseObject({ type: z.literal('object') }),
});

/** A prompt as its file has it, checked. */
export interface Prompt extends z.output<typeof FrontMatter> {
  /** A hash of the file: recorded with every answer, so that another text gives other answers. */
  readonly version: string;
  readonly text: string;
}

const FILE = /^---\r?\n(?<front>.*?)\r?\n---\r?\n(?<text>.*)$/su;
const PLACE = /\{\{([a-z_]+)\}\}/gu;
const OPENING = '<data>';
const CLOSING = '</data>';

/**
 * Reads a prompt file: front matter in YAML between lines of `---`, then the text with a place `{{field}}` for each
 * input field, inside `<data>` and `</data>`. Throws `invalid_configuration` with the file's name.
 */
export function parsePrompt(file: string, name: string): Prompt {
  const parts = FILE.exec(file)?.groups;
  if (!parts) throw faulty(name, 'it does not begin with front matter between lines of ---');
  const front = FrontMatter.safeParse(readYaml(parts.front!, name));
  if (!front.success) throw faulty(name, z.prettifyError(front.error).replaceAll('\n', ' '));
  const text = parts.text!.trim();
  const places = [...text.matchAll(PLACE)].map((match) => match[1]!);
  const fields = Object.keys(front.data.input);
  const missing = fields.filter((field) => !places.includes(field));
  const unknown = places.filter((place) => !fields.includes(place));
  if (missing.length > 0) throw faulty(name, `its text has no place for ${missing.join(', ')}`);
  if (unknown.length > 0) throw faulty(name, `its input does not list ${unknown.join(', ')}`);
  for (const field of fields) {
    if (!text.includes(`${OPENING}\n{{${field}}}\n${CLOSING}`))
      throw faulty(name, `{{${field}}} is not inside ${OPENING}`);
  }
  return { ...front.data, text, version: createHash('sha256').update(file).digest('hex').slice(0, 12) };
}

/** What is said to a model: the rules, and after them the data. */
export interface FilledPrompt {
  readonly system: string;
  readonly user: string;
}

/**
 * The prompt with its values in place. Values come from shoppers and feeds: they are cut to their length, lose control
 * characters, and cannot end the data that they stand in.
 */
export function fillPrompt({ text, input }: Prompt, values: Readonly<Record<string, string>>): FilledPrompt {
  const begin = text.lastIndexOf('\n\n', text.indexOf(`${OPENING}\n`));
  const filled = text
    .slice(begin)
    .replace(PLACE, (_, field: string) => asData(values[field] ?? '', input[field]!.most));
  return { system: text.slice(0, begin).trim(), user: filled.trim() };
}

/** Angle brackets become others that look alike, so no text can close the data or open new one. */
function asData(value: string, most: number): string {
  return value
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .slice(0, most)
    .replace(/\p{Cs}$/u, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim();
}

function readYaml(text: string, name: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw faulty(name, error instanceof Error ? error.message.split('\n')[0]! : 'its front matter is no YAML');
  }
}

function faulty(name: string, why: string): VitrineError {
  return new VitrineError('invalid_configuration', `The prompt ${name} cannot be used: ${why}.`);
}
