/** Something wrong with a row or an item: the same reason for all of its kind, the value apart. */
export interface Fault {
  readonly reason: string;
  /** The value, shortened; empty when there is none to show. */
  readonly detail: string;
  /** Path or address of the picture that it is about, fit to be shown. */
  readonly picture?: string;
}

/** Things of one kind that went wrong, with up to five of them: place and value. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;
/** Reasons told apart; a source with thousands of columns may have thousands of them. */
const MOST_REASONS = 100;

/** Faults grouped by reason, the most frequent first. */
export interface FaultCounts {
  add(place: string, fault: Fault): void;
  readonly total: number;
  list(): ReasonCount[];
}

export function createFaultCounts(): FaultCounts {
  const groups = new Map<string, { count: number; examples: string[] }>();
  let total = 0;
  return {
    add(place, { reason, detail }) {
      const name = groups.has(reason) || groups.size < MOST_REASONS ? reason : 'other reasons';
      const group = groups.get(name) ?? { count: 0, examples: [] };
      group.count++;
      total++;
      if (group.examples.length < EXAMPLES) group.examples.push(detail === '' ? place : `${place}: ${detail}`);
      groups.set(name, group);
    },
    get total() {
      return total;
    },
    list: () =>
      [...groups]
        .map(([reason, { count, examples }]) => ({ reason, count, examples }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

const LONGEST_DETAIL = 80;

/** A fault that shows the value it is about. */
export function fault(reason: string, value?: unknown): Fault {
  return { reason, detail: value === undefined ? '' : shorten(written(value)) };
}

/** As JSON, which has no word for a number without end. */
function written(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

/** The beginning of a text, fit to be shown on one line. It holds nothing of the text that it was cut from. */
export function shorten(text: string): string {
  const start = text.slice(0, LONGEST_DETAIL + 1).replace(/[\p{Surrogate}\p{Cc}]/gu, '\ufffd');
  const line = start.length <= LONGEST_DETAIL ? start : `${start.slice(0, LONGEST_DETAIL)}…`;
  // A slice keeps the whole of its text in memory, and a row may have megabytes.
  return Buffer.from(line, 'utf16le').toString('utf16le');
}
