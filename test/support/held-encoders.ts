import type { Encoders } from '#src/ports/encoders';
import { deferred } from './deferred.ts';

export interface HeldEncoders {
  readonly encoders: Encoders;
  /** Resolves when such texts are to be encoded. */
  readonly held: Promise<void>;
  /** Lets them be encoded. */
  readonly release: () => void;
}

/** Encoders that hold back texts until told to go on: those with a word, or all. */
export function holdTexts(encoders: Encoders, word = ''): HeldEncoders {
  const reached = deferred();
  const gate = deferred();
  const texts = [...encoders.texts].map(([space, { encode }]) => {
    const held: typeof encode = async (all, role) => {
      if (all.some((text) => text.includes(word))) {
        reached.resolve();
        await gate.promise;
      }
      return encode(all, role);
    };
    return [space, { encode: held }] as const;
  });
  return { encoders: { ...encoders, texts: new Map(texts) }, held: reached.promise, release: gate.resolve };
}
