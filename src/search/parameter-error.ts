import type { z } from 'zod';
import { VitrineError } from '#src/errors';

/** Longest value repeated in a message, in UTF-16 units. */
const SHOWN = 60;

/** All faults of an input as one `invalid_request`: each names the parameter, what it must be, and what it was. */
export function parameterError(error: z.ZodError, input: unknown, schema: z.ZodType): VitrineError {
  const sentences = error.issues.map((issue) => sentenceOf(issue, input, schema));
  return new VitrineError('invalid_request', [...new Set(sentences)].join(' '));
}

function sentenceOf(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return unknownKeys(issue.keys, schema);
  const text = issue.message.startsWith('Invalid input: ')
    ? issue.message.replace('Invalid input: expected', 'must be')
    : issue.message;
  return `${path || 'The request'} ${text}, not ${show(valueAt(input, issue.path))}.`;
}

function unknownKeys(keys: readonly string[], schema: z.ZodType): string {
  const shape =
    'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? Object.keys(schema.shape) : [];
  return `There is no parameter ${keys.map((key) => `"${key}"`).join(', ')}. Known are: ${shape.join(', ')}.`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value,
    input,
  );
}

/** Bytes and long texts are named by their beginning only. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value instanceof Uint8Array ? `${value.length} bytes` : value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
