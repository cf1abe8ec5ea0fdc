import { isDeepStrictEqual } from 'node:util';
import type { IndexDocument } from '#src/domain/document';
import type { Encoders } from '#src/ports/encoders';
import type { Files } from '#src/ports/files';
import type { Generation } from '#src/ports/generations';
import type { ItemRecord, RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { createPictureEncoder } from './encode-pictures.ts';
import { readKnown } from './known.ts';
import { type LeftOut, type PrepareDeps, type PreparedFeatures, prepareDocuments } from './prepare.ts';
import { createQueue } from './stream.ts';

/** Changes made ready: what to write, what to remove, up to which place of the log. */
export interface Batch {
  readonly documents: readonly IndexDocument[];
  readonly features: readonly PreparedFeatures[];
  readonly removals: readonly { readonly id: string; readonly sequence: number }[];
  /** Of the last change. */
  readonly sequence: number;
  readonly leftOut: readonly LeftOut[];
}

/** Brings changes of the items of record into a generation. */
export interface Applier {
  /** The slow half, which may run while another batch is written. */
  prepare(changes: readonly ItemRecord[]): Promise<Batch>;
  /** Writes a batch of the log's next changes, and commits it. */
  write(batch: Batch): Promise<void>;
  /** Writes changes before their turn in the log, which will come to them later: for what must be searchable at once. */
  writeAhead(batch: Batch): Promise<void>;
}

export interface ApplierDeps {
  readonly records: RecordStore;
  readonly generation: Generation;
  readonly analyser: Analyser;
  readonly encoders: Encoders;
  readonly files: Files;
}

/**
 * Whoever writes to the same generation at the same time, in this process or another, an item's older change never comes
 * after a newer one: `applyLast` lets through what is still the item's last.
 */
export function createApplier({ records, generation, analyser, encoders, files }: ApplierDeps): Applier {
  const { catalog, id: scope } = generation.manifest;
  const pictures = encoders.image && createPictureEncoder(encoders.image, files);
  const deps: PrepareDeps = { analyser, encoders, pictures };
  const exclusive = createQueue();
  /** Sequence of each item that was written ahead, until its turn is over: it needs no writing then. */
  const ahead = new Map<string, number>();

  const known = (changes: readonly ItemRecord[]) => readKnown(changes, generation, { withPictures: pictures !== null });
  /** Another process may have written other vectors of an item since its features were prepared. */
  const writeFeatures = async (prepared: readonly PreparedFeatures[]): Promise<void> => {
    const now = await generation.fingerprints(prepared.map(({ features }) => features.id));
    const isAsThen = ({ features, fingerprint }: PreparedFeatures) =>
      isDeepStrictEqual(now.get(features.id), fingerprint);
    const fitting = prepared.filter(isAsThen).map(({ features }) => features);
    if (fitting.length > 0) await generation.writeFeatures(fitting);
    const others = prepared.filter((one) => !isAsThen(one)).map(({ record }) => record);
    if (others.length === 0) return;
    const again = await prepareDocuments(others, await known(others), deps);
    await generation.write(again.documents);
    await generation.writeFeatures(again.features.map(({ features }) => features));
  };
  const save = async (batch: Batch): Promise<void> => {
    const changes = changesOf(batch);
    if (changes.length === 0) return;
    await records.applyLast(catalog, scope, changes, async (last) => {
      const written = batch.documents.filter(({ id }) => last.has(id));
      const prepared = batch.features.filter(({ features }) => last.has(features.id));
      const removed = batch.removals.filter(({ id }) => last.has(id));
      if (written.length > 0) await generation.write(written);
      if (prepared.length > 0) await writeFeatures(prepared);
      if (removed.length > 0) await generation.remove(removed.map(({ id }) => id));
    });
  };

  return {
    async prepare(changes) {
      const pending = changes.filter(({ item, sequence }) => ahead.get(item.id) !== sequence);
      const present = pending.filter(({ deleted }) => !deleted);
      const prepared = await prepareDocuments(present, await exclusive(() => known(present)), deps);
      const removals = pending
        .filter(({ deleted }) => deleted)
        .map(({ item, sequence }) => ({ id: item.id, sequence }));
      return { ...prepared, removals, sequence: Math.max(0, ...changes.map(({ sequence }) => sequence)) };
    },
    write: (batch) =>
      exclusive(async () => {
        await save(batch);
        await generation.commit(batch.sequence);
        for (const [id, sequence] of ahead) if (sequence <= batch.sequence) ahead.delete(id);
      }),
    writeAhead: (batch) =>
      exclusive(async () => {
        await save(batch);
        for (const { id, sequence } of changesOf(batch)) {
          if (sequence > generation.appliedSequence) ahead.set(id, Math.max(sequence, ahead.get(id) ?? 0));
        }
      }),
  };
}

function changesOf({ documents, features, removals }: Batch): { readonly id: string; readonly sequence: number }[] {
  return [...documents, ...features.map((one) => one.features), ...removals];
}
