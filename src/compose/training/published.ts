import { VitrineError } from '#src/errors';
import type { ModelStore, PublishedModel } from '#src/ports/models';

/** Under which name the model of shoppers' behaviour is published. */
export const CF_MODEL = 'cf';

/** What a published model says of its own making, as far as others ask; models of earlier versions lack some of it. */
export interface AboutModel {
  /** When it was trained, ISO 8601: of a refreshed one, when that was which it was refreshed from. */
  readonly trainedAt: string;
  /** Version of the event log that it has learned from. */
  readonly eventsVersion: number | undefined;
  readonly heldOut: unknown;
}

export function aboutModel({ about, createdAt }: PublishedModel): AboutModel {
  const { trainedAt, eventsVersion, heldOut } = about;
  return {
    trainedAt: typeof trainedAt === 'string' ? trainedAt : createdAt,
    eventsVersion: typeof eventsVersion === 'number' ? eventsVersion : undefined,
    heldOut: heldOut ?? null,
  };
}

/** The live model with its bytes, for a refresh. Throws `invalid_request` when there is none. */
export async function loadLive(
  catalog: string,
  models: ModelStore,
): Promise<PublishedModel & { bytes: number; data: Uint8Array }> {
  for (;;) {
    const live = await models.live(catalog, CF_MODEL);
    if (!live)
      throw new VitrineError(
        'invalid_request',
        `The catalog "${catalog}" has no model to refresh. Train one: vitrine train --catalog ${catalog}`,
      );
    const data = await models.load(catalog, CF_MODEL, live.version);
    // Without data it was replaced meanwhile: there is a newer one.
    if (data) return { ...live, data: new Uint8Array(data) };
  }
}

/** Makes the model before the live one again, as one that did harm wants. Throws `invalid_request` when there is none. */
export async function rollBackModel(
  catalog: string,
  models: ModelStore,
): Promise<{ readonly live: string; readonly previous: string }> {
  await models.rollback(catalog, CF_MODEL);
  const [live, previous] = [await models.live(catalog, CF_MODEL), await models.previous(catalog, CF_MODEL)];
  return { live: live?.version ?? '', previous: previous?.version ?? '' };
}
