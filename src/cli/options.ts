import { type Command, InvalidArgumentError, Option } from 'commander';
import { VitrineError } from '#src/errors';

/** For repeatable options: gathers the values in order. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** For repeatable `name=value` options. */
export function collectPairs(value: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`"${value}" is not of the form name=value.`);
  return { ...before, [value.slice(0, at)]: value.slice(at + 1) };
}

/** What is read from flags alone: a request that is not valid is then wrong usage of the command line. */
export function fromFlags<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const known =
      error instanceof VitrineError && (error.code === 'invalid_request' || error.code === 'invalid_filter');
    throw known ? new VitrineError('usage', error.message, { cause: error }) : error;
  }
}

/** The number that a flag gives. Throws `usage` when it is none of the whole numbers from `least` to `most`. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && value >= least && value <= most) return value;
  throw new VitrineError('usage', `${flag} ${text} is not a whole number from ${least} to ${most}.`);
}

/** How the progress of a long command is told. */
export function progressOption(): Option {
  return new Option('--progress <form>', 'on standard error').choices(['auto', 'json', 'none']).default('auto');
}

/** The flags that every command has; a group's commands have them each. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder (default $VITRINE_DATA, else ./.vitrine)')
    .option('--catalog <name>', 'catalog (default $VITRINE_CATALOG, else default)')
    .option('--json', 'one JSON document on standard output')
    .option('--debug', 'show the stack of a failure');
}

/** The flags by which a list is arranged; named as the parameters of HTTP. */
export interface ArrangingFlags {
  readonly diversity?: string;
  readonly cap?: readonly string[];
  readonly popularityDiscount?: string;
}

export function addArrangingOptions(command: Command): Command {
  return command
    .option('--diversity <0..1>', 'how much likeness to the results before counts against a result')
    .option('--cap <cap>', 'at most so many of one value, e.g. brand:2/10 on the first ten places, or none', collect)
    .option('--popularity-discount <0..1>', 'the part of its score that the most popular item loses');
}

/** The options by which a list is asked for, shared by all commands that print one. */
export function addListOptions(command: Command): Command {
  return command
    .option('--filter <expression>', 'scope, e.g. "brand:acme" or "price:..50" (repeatable)', collect)
    .option('--limit <n>', 'results to show, at most 1,000 (default 10)')
    .option('--explain', 'show why each result stands where it stands');
}
