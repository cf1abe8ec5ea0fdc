import { parseSynonyms, type SynonymRule } from '#src/domain/synonyms';

/**
 * Phrases that shoppers everywhere use for the same thing, or for a thing and its spelling. Few and safe: no word that is
 * often something else (torch, boot), no wider word (computer for pc, which brings all that a computer needs), nothing that a single kind of shop would know.
 */
const ENGLISH = `
sofa, couch, settee
television => tv
fridge, refrigerator
cell phone, mobile phone, smartphone
laptop => notebook
hdd => hard drive
sneakers, trainers
trousers => pants
sweater, jumper, pullover
tee, tshirt
bathrobe, dressing gown
backpack, rucksack
handbag => purse
earbuds, earphones
diaper, nappy
stroller, pushchair, pram
faucet, tap
trash can, garbage can, waste bin
wrench, spanner
curtains, drapes
bike, bicycle
vacuum, vacuum cleaner, hoover
hair dryer, blow dryer
ac, air conditioner
bbq, barbecue
xmas, christmas
moulding, molding
gray, grey
color, colour
aluminum, aluminium
lite => light
jewelry, jewellery
pajamas, pyjamas
tire, tyre
stove => range
pruners, pruning shears
outlet => receptacle
`;
const GERMAN = `
Sofa, Couch
Fernseher, Fernsehgerät
Handy, Smartphone, Mobiltelefon
Laptop => Notebook
Turnschuhe, Sneaker
Pulli, Pullover
Portemonnaie, Geldbörse, Geldbeutel
Lampe, Leuchte
Gardine, Vorhang
Mülleimer, Abfalleimer
Fahrrad => Bike
Kinderwagen => Buggy
Trinkflasche, Wasserflasche
Festplatte => HDD
Kopfhörer => Headphones
Föhn, Haartrockner
Regenschirm => Schirm
Bücherregal => Regal
Schlafanzug, Pyjama
Möhren, Karotten
Brötchen, Semmel
Streichhölzer, Zündhölzer
`;

const read = (lines: string): readonly SynonymRule[] =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseSynonyms);

/** The rules that every catalog of a language has beside its own. */
export const GENERAL_SYNONYMS = { en: read(ENGLISH), de: read(GERMAN), none: [] } as const;
