const TAG =
  /<\/?(?:a|abbr|article|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|figure|figcaption|font|footer|h[1-6]|header|hr|html|i|iframe|img|ins|label|li|main|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video|wbr)\b[^<>]*>/giu;
const BREAK = /^<\/?(?:article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b/iu;
/** Parts whose content is no text. */
const HIDDEN = [
  ['<script', '</script>'],
  ['<style', '</style>'],
  ['<template', '</template>'],
  ['<!--', '-->'],
] as const;

/** Named entities that feeds of shops use. */
export const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  reg: '®',
  trade: '™',
  copy: '©',
  euro: '€',
  pound: '£',
  times: '×',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
};
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/giu;

/** A text without the markup of HTML: paragraphs on lines of their own. A text without markup stays as it is. */
export function plainText(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text;
  const stripped = HIDDEN.reduce(withoutPart, text).replace(TAG, (tag) => (BREAK.test(tag) ? '\n' : ''));
  const plain = decodeEntities(stripped);
  return stripped === text
    ? plain
    : plain
        .replace(/[ \t\u00a0]+/gu, ' ')
        .replace(/ ?\n[\n ]*/gu, '\n')
        .trim();
}

/** Without everything from `open` to `close`; a part that is never closed stays, so that this takes linear time. */
function withoutPart(text: string, [open, close]: (typeof HIDDEN)[number]): string {
  // Letters beyond ASCII may change their length in lower case.
  const lower = text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  let kept = '';
  let from = 0;
  for (let start = lower.indexOf(open); start >= 0; start = lower.indexOf(open, from)) {
    const end = lower.indexOf(close, start);
    if (end < 0) break;
    kept += `${text.slice(from, start)} `;
    from = end + close.length;
  }
  return kept + text.slice(from);
}

/** Named entities that shops use and all numeric ones; others stay. */
function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : entity;
    const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
  });
}
