import type { ChoiceValue, Kind } from './kind.ts';
import { COLOURS, type Colour, type ColourName, WOODS } from './palette.ts';
import type { Design } from './product.ts';
import type { Random } from './random.ts';

/** What `{name}` in a sentence may stand for. */
export type Facts = Readonly<Record<string, ChoiceValue>>;

/** Ways to write a title; about a fifth of the products do not say their colour, as in real shops. */
const TITLES = [
  '{brand} {model} {pattern} {material} {word} in {colour}',
  '{brand} {model} {pattern} {word}, {colour}',
  '{colour} {pattern} {material} {word} {model} by {brand}',
  '{model} {pattern} {word} in {colour} {material}',
  '{brand} {pattern} {material} {word} {model}',
];

export function writeTitle(facts: Facts, random: Random): string {
  const once = facts.material === facts.colour ? { ...facts, material: '' } : facts;
  return capitalise(fill(random.pick(TITLES), once));
}

/** One to three sentences of those that the kind offers, in their order. */
export function writeDescription({ lines }: Kind, facts: Facts, random: Random): string {
  const count = random.weighted([1, 2, 3], (sentences) => [0, 1, 3, 3][sentences]!);
  const chosen = new Set(random.sample([...lines.keys()], count));
  return lines
    .filter((_, index) => chosen.has(index))
    .map((line) => capitalise(fill(line, facts)))
    .join(' ');
}

export function factsOf(design: Design, colour: ColourName, choices: Facts): Facts {
  return {
    ...choices,
    brand: design.brand,
    model: design.model,
    word: design.word,
    pattern: design.pattern === 'plain' ? '' : design.pattern,
    material: materialOf(design, colour),
    colour,
  };
}

/** Woods say themselves what a thing is made of; a metal colour does only where the kind may be of metal. */
function materialOf({ kind, material }: Design, colour: ColourName): string {
  const { material: own }: Colour = COLOURS[colour];
  const fits = WOODS.includes(colour) || kind.materials.some((one) => /steel|iron|brass/u.test(one));
  return own !== undefined && fits ? own : material;
}

/** Fills the gaps; repeated words ("oak oak chair") and doubled blanks are left out. */
function fill(template: string, facts: Facts): string {
  return template
    .replace(/\{(\w+)\}/gu, (_, name: string) => String(facts[name] ?? ''))
    .replace(/ {2,}/gu, ' ')
    .replace(/\b(\p{L}+)( in)? \1\b/giu, '$1')
    .replace(/\b(a) (?=[aeio])/giu, '$1n ')
    .trim();
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
