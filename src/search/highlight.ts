import type { Analyser } from '#src/text/analyser';

/** Longest text shown around the first match, in UTF-16 units. */
const SNIPPET = 240;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text with every span that gave one of the tokens between `<mark>` tags, HTML-escaped; undefined without one. */
export function highlight(text: string, tokens: ReadonlySet<string>, analyser: Analyser): string | undefined {
  if (text === '' || tokens.size === 0) return undefined;
  const spans = mergeSpans(analyser.spans(text).filter(({ token }) => tokens.has(token)));
  if (spans.length === 0) return undefined;
  const from = snippetStart(text, spans[0]!.start);
  const to = Math.min(text.length, from + SNIPPET);
  let marked = from > 0 ? '…' : '';
  let at = from;
  for (const { start, end } of spans.filter((span) => span.start >= from && span.end <= to)) {
    marked += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return `${marked}${escapeHtml(text.slice(at, to))}${to < text.length ? '…' : ''}`;
}

/** Spans in order, those that touch or overlap as one. */
function mergeSpans(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The whole text if it is short, else the beginning of a word some way before the first match. */
function snippetStart(text: string, firstMatch: number): number {
  if (text.length <= SNIPPET || firstMatch < SNIPPET / 2) return 0;
  const from = Math.floor(firstMatch - SNIPPET / 3);
  const blank = text.indexOf(' ', from);
  // Scripts without blanks are cut anywhere but inside a character.
  return blank >= 0 && blank < firstMatch ? blank + 1 : from + Number(/[\udc00-\udfff]/.test(text[from]!));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPES[character]!);
}
