/** Something that a shopper should know about an answer. */
export interface Notice {
  readonly text: string;
  /** That results were left out which can be shown. */
  readonly offersWeak?: boolean;
}

type Say = (...groups: string[]) => Notice;

/** What the engine says of an answer, and how a shopper is told. Of what is not here only whoever runs the shop can make use. */
const TOLD: readonly (readonly [RegExp, Say])[] = [
  [
    /^(\d+) weak candidates left out/u,
    (count) => ({ text: `${results(count)} that fit less well ${areLeftOut(count)}.`, offersWeak: true }),
  ],
  [
    /^(\d+) similar items left out of the sorted list/u,
    (count) => ({ text: `${results(count)} without your words ${areLeftOut(count)} in this order.`, offersWeak: true }),
  ],
  [
    /^without [\w-]+, which could not be searched/u,
    () => ({ text: 'Something did not work: results may be missing.' }),
  ],
  [/^no item has the (number|word) "(.*)"$/su, (kind, given) => ({ text: `Nothing here has the ${kind} “${given}”.` })],
  [/^"(.*)" as \S+ left too few results/su, (words) => ({ text: `Few results are “${words}”: others are shown too.` })],
  [/^prices are in (.+?): "(.*)" was taken as that$/su, (own, given) => ({ text: `“${given}” was taken as ${own}.` })],
  [/^no item has a .+: the order is as without sort$/u, () => ({ text: 'These items cannot be sorted that way.' })],
  [/^variants are shown one by one/u, () => ({ text: 'Choose a filter to see each product only once.' })],
  [/^the list of this queryId has expired/u, () => ({ text: 'This list was made anew, and may have changed.' })],
];

/** What of an answer's notices is told to a shopper, in a shopper's words. */
export function shopperNotices(lines: readonly string[]): readonly Notice[] {
  return lines.flatMap((line) => {
    for (const [pattern, say] of TOLD) {
      const found = pattern.exec(line);
      if (found) return [say(...found.slice(1))];
    }
    return [];
  });
}

function results(count = ''): string {
  return `${Number(count).toLocaleString()} ${count === '1' ? 'result' : 'results'}`;
}

function areLeftOut(count = ''): string {
  return count === '1' ? 'is left out' : 'are left out';
}
