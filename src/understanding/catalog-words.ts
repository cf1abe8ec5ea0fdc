import type { SynonymRule } from '#src/domain/synonyms';
import type { Features } from '#src/ports/features';
import type { Analyser } from '#src/text/analyser';
import { GENERAL_SYNONYMS } from './general-synonyms.ts';
import { createLexicon, type Lexicon } from './parse/lexicon.ts';
import { surfacesOf } from './surfaces.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** What understanding knows of a catalog, made when it is first asked for. */
export interface CatalogWords {
  readonly vocabulary: () => Promise<Vocabulary>;
  readonly lexicon: () => Promise<Lexicon>;
  /** The catalog's own rules and those of its language, ready to use. */
  readonly synonymsOf: (rules: readonly SynonymRule[]) => Synonyms;
}

/** Gives some of the catalog's texts, from which to learn how its words are written. */
export type SampleTexts = () => Promise<readonly string[]>;

export type WordsOf = (features: Features, analyser: Analyser, sampleTexts: SampleTexts) => CatalogWords;

/** A catalog that grew or shrank by this part has words and values that are not known yet. */
const STALE = 0.1;

/** The words of each generation, kept until its catalog has changed much. */
export function createCatalogWords(): WordsOf {
  const kept = new WeakMap<Features, CatalogWords>();
  return (features, analyser, sampleTexts) => {
    const known = kept.get(features);
    if (known) return known;
    const fresh = {
      vocabulary: keptWhileFresh(features, async () =>
        createVocabulary(features.vocabulary(), await surfacesOf(await sampleTexts(), analyser), analyser),
      ),
      lexicon: keptWhileFresh(features, () => createLexicon(features, analyser)),
      synonymsOf: rememberSynonyms(analyser),
    };
    kept.set(features, fresh);
    return fresh;
  };
}

/** The synonyms of the last rules asked for: the same list gives the same synonyms. */
function rememberSynonyms(analyser: Analyser): (rules: readonly SynonymRule[]) => Synonyms {
  let last: { readonly rules: readonly SynonymRule[]; readonly synonyms: Synonyms } | undefined;
  return (rules) => {
    if (last?.rules !== rules) {
      const all = [...rules, ...GENERAL_SYNONYMS[analyser.language]];
      last = { rules, synonyms: createSynonyms(all, analyser) };
    }
    return last.synonyms;
  };
}

function keptWhileFresh<Part>(features: Features, make: () => Promise<Part>): () => Promise<Part> {
  let made: { readonly documents: number; readonly part: Promise<Part> } | undefined;
  return async () => {
    const { documents } = await features.statistics([]);
    if (made && Math.abs(documents - made.documents) <= STALE * made.documents) return made.part;
    const current = { documents, part: make() };
    made = current;
    current.part.catch(() => {
      if (made === current) made = undefined;
    });
    return current.part;
  };
}
