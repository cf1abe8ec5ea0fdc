const OUTSIDE_STRINGS = /["{}[\],\n]/gu;
const INSIDE_STRINGS = /["\\\n]/gu;

/** Finds brackets and commas outside strings, and ends of lines, in JSON that comes in pieces; tells their places in the piece. */
export function createSignFinder(onSign: (sign: string, at: number) => void): (chunk: string) => void {
  let inString = false;
  let escaped = false;
  return (chunk) => {
    for (let at = 0; at < chunk.length; at++) {
      if (escaped) {
        escaped = false;
        continue;
      }
      const signs = inString ? INSIDE_STRINGS : OUTSIDE_STRINGS;
      signs.lastIndex = at;
      const match = signs.exec(chunk);
      if (!match) return;
      at = match.index;
      if (match[0] === '"') inString = !inString;
      else if (match[0] === '\\') escaped = true;
      else onSign(match[0], at);
    }
  };
}
