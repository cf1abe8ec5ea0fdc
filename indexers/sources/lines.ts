import { LONGEST_ROW, refuseEndless } from './row.ts';

/** A line without its end; `text` is undefined when the line was too long to be kept. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
  /** Whether a line end follows; only the last line of a text can be without. */
  readonly ended: boolean;
}

/**
 * Lines of a text, in batches as the chunks bring them. They end with `\n` or `\r\n`. Throws `source_invalid` for one
 * without an end.
 */
export async function* readLines(chunks: AsyncIterable<string>, name: string): AsyncGenerator<Line[]> {
  let carry: string[] = [];
  let carried = 0;
  let number = 0;
  const take = (end: string, ended: boolean): Line => {
    const tooLong = carried + end.length > LONGEST_ROW;
    const text = carry.length === 0 ? end : carry.join('') + end;
    carry = [];
    carried = 0;
    return { number: ++number, text: tooLong ? undefined : text.endsWith('\r') ? text.slice(0, -1) : text, ended };
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      lines.push(take(chunk.slice(from, end), true));
      from = end + 1;
    }
    carried += chunk.length - from;
    if (carried <= LONGEST_ROW && from < chunk.length) carry.push(chunk.slice(from));
    if (lines.length > 0) yield lines;
    refuseEndless(carried, name, number + 1);
  }
  if (carried > 0) yield [take('', false)];
}
