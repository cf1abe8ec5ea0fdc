import type { DocumentFeatures, IndexDocument, Picture } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { Encoders } from '#src/ports/encoders';
import type { Fingerprint } from '#src/ports/generations';
import type { ItemRecord, PictureSource } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { createDocument, createFeatures } from './document.ts';
import type { PictureEncoder, PictureJob, PictureOutcome } from './encode-pictures.ts';
import { encodeTexts } from './encode-texts.ts';
import type { Fault } from './faults.ts';
import type { Known, KnownParts } from './known.ts';
import { isSameFile, pictureHash } from './picture-hash.ts';
import { hashText } from './record.ts';
import { mapInTurns } from './stream.ts';
import { embeddingText } from './text.ts';

export interface PrepareDeps {
  readonly analyser: Analyser;
  readonly encoders: Encoders;
  /** Null when no space holds pictures. */
  readonly pictures: PictureEncoder | null;
}

/** An item that is indexed without something. */
export interface LeftOut {
  readonly id: string;
  readonly fault: Fault;
}

/** An item of which all was embedded before. */
export interface PreparedFeatures {
  readonly record: ItemRecord;
  readonly features: DocumentFeatures;
  /** What the generation must have of it, so that its features may be written alone. */
  readonly fingerprint: Fingerprint;
}

export interface Prepared {
  readonly documents: readonly IndexDocument[];
  readonly features: readonly PreparedFeatures[];
  readonly leftOut: readonly LeftOut[];
}

/** Items of record, ready to be written. Encodes only what is not known. */
export async function prepareDocuments(
  records: readonly ItemRecord[],
  { embedded, parts }: Known,
  deps: PrepareDeps,
): Promise<Prepared> {
  const changed = records.filter(({ item }) => !embedded.has(item.id));
  const texts = await embedTexts(changed, parts, deps.encoders);
  const { pictures, leftOut } = await embedPictures(changed, parts, deps.pictures);
  const documents = await mapInTurns(changed, (record, index) =>
    createDocument(record, { ...texts[index]!, ...pictures[index]! }, deps.analyser),
  );
  const others = records.filter(({ item }) => embedded.has(item.id));
  const features = await mapInTurns(others, (record) => {
    const { labels, fingerprint } = embedded.get(record.item.id)!;
    return { record, features: createFeatures(record, labels, deps.analyser), fingerprint };
  });
  return { documents, features, leftOut };
}

async function embedTexts(
  records: readonly ItemRecord[],
  known: ReadonlyMap<string, KnownParts>,
  encoders: Encoders,
): Promise<Pick<IndexDocument, 'textHash' | 'vectors'>[]> {
  const wanted = records.map(({ item }) => {
    const text = embeddingText(item);
    const textHash = hashText(text);
    const old = known.get(item.id);
    return { text, textHash, vectors: old?.textHash === textHash ? old.vectors : undefined };
  });
  const encoded = await encodeTexts(
    wanted.filter(({ vectors }) => !vectors).map(({ text }) => text),
    encoders,
  );
  return wanted.map(({ text, textHash, vectors }) => ({ textHash, vectors: vectors ?? encoded.get(text)! }));
}

interface ItemPictures {
  readonly pictures: readonly Picture[];
  readonly labels: readonly FieldValue[];
}

async function embedPictures(
  records: readonly ItemRecord[],
  known: ReadonlyMap<string, KnownParts>,
  encoder: PictureEncoder | null,
): Promise<{ pictures: ItemPictures[]; leftOut: LeftOut[] }> {
  if (!encoder) return { pictures: records.map(() => ({ pictures: [], labels: [] })), leftOut: [] };
  const changed = records.map((record) => changedPictures(record, known.get(record.item.id)));
  const outcomes = await encoder.encode(changed.flat());
  const leftOut: LeftOut[] = [];
  let at = 0;
  const all = records.map(({ item, pictures }, index) => {
    const own = new Map(changed[index]!.map(({ source }) => [source, outcomes[at++]!]));
    for (const outcome of own.values()) if ('leftOut' in outcome) leftOut.push({ id: item.id, fault: outcome.leftOut });
    return assemble(pictures, own, known.get(item.id));
  });
  return { pictures: all, leftOut };
}

function changedPictures({ pictures }: ItemRecord, known: KnownParts | undefined): PictureJob[] {
  return pictures.filter((source) => !isKnown(source, known)).map((source) => ({ source, known }));
}

/** Whether the file was encoded before and not touched since; the first picture's labels must be known with it. */
function isKnown(source: PictureSource, known: KnownParts | undefined): boolean {
  const index = known?.pictures.findIndex(({ hash }) => isSameFile(hash, source)) ?? -1;
  return index >= 0 && (source.number > 0 || index === 0);
}

function assemble(
  sources: readonly PictureSource[],
  outcomes: ReadonlyMap<PictureSource, PictureOutcome>,
  known: KnownParts | undefined,
): ItemPictures {
  const pictures: Picture[] = [];
  let labels: readonly FieldValue[] | undefined;
  // Each source was either known or sent to the encoder.
  for (const source of sources) {
    const outcome = outcomes.get(source);
    if (outcome && 'leftOut' in outcome) continue;
    const old = known?.pictures.find(({ hash }) => isSameFile(hash, source));
    const hash = outcome ? pictureHash(outcome.bytesHash, source) : old!.hash;
    labels ??= outcome ? outcome.labels : old === known!.pictures[0] ? known!.labels : [];
    pictures.push({ number: source.number, hash, vectors: (outcome ?? old!).vectors });
  }
  return { pictures, labels: labels ?? [] };
}
