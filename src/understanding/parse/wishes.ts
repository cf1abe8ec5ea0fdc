import type { Finding } from './finding.ts';

/** Wishes for an order, and for dear or not. Folded. */
interface Wish {
  readonly pattern: RegExp;
  readonly field: string;
  /** `sort` orders the list; `lean` only makes one end of the field likelier. */
  readonly as: 'sort' | 'lean';
  readonly towards: 'low' | 'high';
  /** Whether the word is searched by, too: "premium" is in names, "cheapest" is not. */
  readonly keep: boolean;
}

const word = (list: string) => `(?<![a-z])(?:${list})(?![a-z])`;
const by = (list: string, chinese: string) => new RegExp(`${word(list)}|${chinese}的?`, 'gu');

const WISHES: readonly Wish[] = [
  {
    pattern: by(
      'cheapest|least expensive|lowest priced?|most affordable|price (?:low to high|ascending)|lowest price first|(?:am )?(?:billigste|gunstigste|preiswerteste)[nrsm]?',
      '最便宜|价格最低|最低价',
    ),
    field: 'price',
    as: 'sort',
    towards: 'low',
    keep: false,
  },
  {
    pattern: by(
      'most expensive|priciest|dearest|highest priced?|price (?:high to low|descending)|(?:am )?teuerste[nrsm]?',
      '最贵|价格最高|最高价',
    ),
    field: 'price',
    as: 'sort',
    towards: 'high',
    keep: false,
  },
  {
    pattern: by(
      'newest|latest|most recent|new arrivals?|newly added|just in|(?:am )?neu(?:e)?ste[nrsm]?|neuheiten',
      '最新|新到|新上架',
    ),
    field: 'createdAt',
    as: 'sort',
    towards: 'high',
    keep: false,
  },
  {
    pattern: by(
      '(?:best|top|highest)[ -]?rated|best reviewed|best reviews|highest ratings?|top ratings?|(?:am )?(?:best|hochst)[ -]?bewertete[nrsm]?|am besten bewertete[nrsm]?|beste bewertung(?:en)?',
      '评分最高|好评最多|评价最好',
    ),
    field: 'rating',
    as: 'sort',
    towards: 'high',
    keep: false,
  },
  {
    pattern: by(
      'cheap(?:er|ly)?|inexpensive|affordable|low[ -](?:cost|price|priced)|budget[ -]friendly|on a budget|good value|gunstig(?:e[nrsm]?|er)?|billig(?:e[nrsm]?|er)?|preiswert(?:e[nrsm]?)?|preisgunstig(?:e[nrsm]?)?',
      '便宜|平价|实惠|性价比高',
    ),
    field: 'price',
    as: 'lean',
    towards: 'low',
    keep: false,
  },
  {
    pattern: by(
      'premium|luxury|luxurious|high[ -]end|upscale|deluxe|luxus|luxurios(?:e[nrsm]?)?|edel|edle[nrsm]?|teuer|teure[nrsm]?',
      '高端|奢华|高档|豪华',
    ),
    field: 'price',
    as: 'lean',
    towards: 'high',
    keep: true,
  },
];

/** Of several wishes for an order the first counts. A wish for a field that no item has stays a word. */
export function findWishes(folded: string, hasField: (field: string) => boolean): Finding[] {
  const findings: Finding[] = [];
  for (const { pattern, field, as, towards, keep } of WISHES) {
    if (!hasField(field)) continue;
    for (const { 0: found, index: start } of folded.matchAll(pattern)) {
      const place = { start, end: start + found.length };
      if (findings.some((other) => other.start < place.end && place.start < other.end)) continue;
      if (as === 'lean') findings.push({ ...place, kind: 'preference', keep, preference: { field, towards } });
      else if (!findings.some(({ kind }) => kind === 'sort'))
        findings.push({ ...place, kind: 'sort', keep, sort: { field, direction: towards === 'low' ? 'asc' : 'desc' } });
    }
  }
  return findings;
}
