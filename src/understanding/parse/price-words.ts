/** One way to limit a price. `AMOUNT1` and `AMOUNT2` stand for amounts, the group `lead` says that a price is meant. */
export interface PriceForm {
  readonly means: 'atMost' | 'atLeast' | 'between' | 'around';
  readonly pattern: string;
  /** Whether a number alone will do, at a place where nothing is counted: "under 50" is a price, "max 90" may be a shoe. */
  readonly bare: boolean;
}

const LEAD = String.raw`(?<lead>(?<![a-z])(?:price[ds]?|pricing|budget|costs?|costing|preis|kosten|budget von|价格|价位|预算|售价)\s*(?:of|is|range|von)?\s*:?\s*)?(?:(?<![a-z])(?:for|fur|at|with)\s+)?`;
/** What a Chinese price leaves behind: `100元以下的耳机`. */
const TAIL = String.raw`\s*(?:的(?=\s*\S))?`;
const words = (list: string) => String.raw`(?<![a-z])(?:${list})(?![a-z])\s*`;

const form = (means: PriceForm['means'], pattern: string, bare = false): PriceForm => ({
  means,
  pattern: LEAD + pattern,
  bare,
});

/**
 * English, German and Chinese, the more telling first. Folded: `uber` is über, `fur` für.
 * The forms with `bare` are those that hardly ever limit anything but a price.
 */
export const PRICE_FORMS: readonly PriceForm[] = [
  form('between', `${words('between|zwischen|in between')}AMOUNT1\\s*(?:and|und|to|bis|-|&)\\s*AMOUNT2${TAIL}`, true),
  form('between', `(?:${words('from|von|ab')})?AMOUNT1\\s*(?:-|~|to|bis|到|至)\\s*AMOUNT2${TAIL}(?:之间的?)?`),
  form('atLeast', `${words('not (?:under|below|less than)|no less than|nicht (?:unter|weniger als)')}AMOUNT1`, true),
  form('atLeast', `(?:不低于|不少于|至少|(?<!不)(?:高于|超过|大于))\\s*AMOUNT1${TAIL}`),
  form(
    'atMost',
    `${words('(?:not|no) (?:over|above|more than)|nicht (?:uber|mehr als)|under|below|less than|lower than|cheaper than|at most|unter|unterhalb(?: von)?|weniger als|gunstiger als|billiger als|hochstens')}AMOUNT1`,
    true,
  ),
  form('atMost', `${words('budget(?: of| is| von)?')}:?\\s*AMOUNT1`, true),
  form('atMost', `(?:<=?|≤)\\s*AMOUNT1`, true),
  form('atMost', `${words('up ?to|within|max(?:imum|imal)?\\.?|bis(?: zu)?')}AMOUNT1`),
  form('atMost', `(?:不超过|不高于|(?<!不)(?:低于|少于|小于)|不到|最多|至多)\\s*AMOUNT1${TAIL}`),
  form(
    'atMost',
    `AMOUNT1\\s*(?:${words('or (?:less|under|below|cheaper)|and (?:under|below|less)|max(?:imum|imal)?\\.?|tops|oder (?:weniger|gunstiger|darunter)')}|(?:及?以下|以内|之内|之下|封顶)${TAIL})`,
  ),
  form(
    'atLeast',
    `${words('over|above|more than|greater than|at least|uber|oberhalb(?: von)?|mehr als|mindestens|teurer als')}AMOUNT1`,
    true,
  ),
  form('atLeast', `(?:>=?|≥)\\s*AMOUNT1`, true),
  form('atLeast', `${words('from|starting (?:at|from)|min(?:imum|imal)?\\.?|ab|von')}AMOUNT1`),
  form(
    'atLeast',
    `AMOUNT1\\s*(?:${words('or (?:more|over|above)|and (?:up|above|over|more)|plus|oder (?:mehr|daruber)|aufwarts')}|\\+|(?:及?以上|起)${TAIL})`,
  ),
  form(
    'around',
    `(?:${words('around|about|approx(?:imately)?\\.?|roughly|circa|ca\\.?|near|um die|um|etwa|ungefahr|rund')}|~\\s*|大约|大概|约)AMOUNT1${TAIL}`,
  ),
  form('around', `AMOUNT1\\s*(?:${words('or so|ish')}|(?:左右|上下)${TAIL})`),
];
