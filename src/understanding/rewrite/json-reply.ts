/** The first JSON object of a reply: alone, inside a code fence, or with words around it; undefined when there is none. */
export function jsonOf(reply: string): unknown {
  const start = reply.indexOf('{');
  const end = reply.lastIndexOf('}');
  if (start === -1 || end < start || end - start > LONGEST) return undefined;
  try {
    return JSON.parse(reply.slice(start, end + 1));
  } catch {
    return undefined;
  }
}

/** Longer replies are none: an answer has a few thousand characters. */
const LONGEST = 100_000;
