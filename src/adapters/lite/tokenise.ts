/** Word pieces by their text: those that begin a word, and those that go on with one (`##` taken off). */
export interface Pieces {
  readonly beginning: ReadonlyMap<string, number>;
  readonly continuing: ReadonlyMap<string, number>;
  /** UTF-16 units of the longest piece. */
  readonly longest: number;
}

const MAX_TOKENS = 512;
const MAX_RUN_CHARACTERS = 64;
const CONTINUATION = '##';
const RUN = /[a-z0-9]+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
/** Runs whose pieces are remembered; words of a catalog repeat, so nearly all are found here. */
const REMEMBERED_RUNS = 50_000;

export function indexPieces(vocabulary: readonly string[]): Pieces {
  const beginning = new Map<string, number>();
  const continuing = new Map<string, number>();
  vocabulary.forEach((piece, id) => {
    if (piece.startsWith(CONTINUATION)) continuing.set(piece.slice(CONTINUATION.length), id);
    else beginning.set(piece, id);
  });
  return { beginning, continuing, longest: vocabulary.reduce((longest, { length }) => Math.max(longest, length), 0) };
}

/** Text → token ids as `models/lite-text/CARD.md` says, at most 512; none when the text has no known piece. */
export function createTokeniser(pieces: Pieces): (text: string) => readonly number[] {
  const remembered = new Map<string, readonly number[]>();
  const idsOf = (run: string): readonly number[] => {
    const known = remembered.get(run);
    if (known) return known;
    const ids = cutRun(run, pieces);
    if (remembered.size >= REMEMBERED_RUNS) remembered.clear();
    remembered.set(run, ids);
    return ids;
  };
  return (text) => {
    const ids: number[] = [];
    for (const run of fold(text).match(RUN) ?? []) {
      for (const id of idsOf(run)) ids.push(id);
      if (ids.length >= MAX_TOKENS) return ids.slice(0, MAX_TOKENS);
    }
    return ids;
  };
}

function fold(text: string): string {
  if (/^[\x20-\x7e]*$/u.test(text)) return text.toLowerCase();
  return text
    .replace(/[\u2122\u2120\u00aa\u00ba]/gu, ' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/gu, (letter) => LETTERS[letter]!);
}

/** Greedy, from the left, the longest piece first; a character that no piece begins with is skipped. */
function cutRun(whole: string, { beginning, continuing, longest }: Pieces): readonly number[] {
  const run = whole.slice(0, MAX_RUN_CHARACTERS);
  const ids: number[] = [];
  let start = 0;
  while (start < run.length) {
    const known = start === 0 ? beginning : continuing;
    let end = Math.min(run.length, start + longest);
    while (end > start && !known.has(run.slice(start, end))) end--;
    if (end > start) ids.push(known.get(run.slice(start, end))!);
    start = Math.max(end, start + 1);
  }
  return ids;
}
