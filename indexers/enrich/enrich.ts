import type { Generated } from '#src/domain/item';
import type { AnswerStore } from '#src/ports/answers';
import type { Features } from '#src/ports/features';
import type { Files } from '#src/ports/files';
import type { ItemRecord, RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { EnrichmentSchema } from '#src/understanding/enrich/answer';
import type { Enricher } from '#src/understanding/enrich/enricher';
import { settleEnrichment } from '#src/understanding/enrich/settle';
import { type EnrichVocabulary, readVocabulary } from '#src/understanding/enrich/vocabulary';
import { type AskAllOptions, type AskReport, createAskAll } from '#src/understanding/rewrite/ask-all';
import { contentHash } from '../record.ts';
import type { Writer } from '../writer.ts';
import { keepGenerated, readGenerated } from './known.ts';

export interface EnrichDeps {
  readonly catalog: string;
  readonly records: RecordStore;
  readonly answers: AnswerStore;
  readonly writer: Writer;
  readonly features: () => Features;
  readonly analyser: () => Analyser;
  readonly files: Files;
  /** A picture as a model is shown it. */
  readonly shrink: (picture: Uint8Array) => Promise<Uint8Array>;
  readonly enricher: Enricher;
}

export interface EnrichPlan {
  readonly items: number;
  /** Items of which something is said already, by this model or a file. */
  readonly known: number;
  /** Items to ask about; equal items are asked about once. */
  readonly toAsk: number;
  /** Questions and answers together, about. */
  readonly tokens: number;
}

export interface EnrichReport extends AskReport {
  /** Items that now have what is said of them. */
  readonly enriched: number;
  readonly attributes: number;
  readonly synonyms: number;
  /** Values of fields that the catalog does not have, or not with such values. */
  readonly dropped: number;
}

export interface EnrichRunning extends Pick<AskAllOptions, 'signal' | 'wait'> {
  /** Items asked about at most. */
  readonly limit: number;
  readonly onProgress?: (asked: number) => void;
}

/** Answers of files count before those of any model. */
export const IMPORTED = 'imported';

/** Records read and written in one go. */
const PAGE = 200;
/** Items that tell how long a question is. */
const SAMPLED = 50;
const LARGEST_PICTURE = 20_000_000;

/** How many items nothing is said of yet, and what asking about them costs. */
export async function planEnrichment(deps: EnrichDeps, limit: number): Promise<EnrichPlan> {
  const vocabulary = await readVocabulary(deps.features());
  const subjects = new Set<string>();
  const sample: number[] = [];
  let items = 0;
  let known = 0;
  for await (const page of pagesOf(deps)) {
    items += page.length;
    for (const { record, subject, isAnswered } of await pendingOf(page, deps)) {
      if (isAnswered || subjects.size >= limit || subjects.has(subject)) continue;
      subjects.add(subject);
      if (sample.length < SAMPLED)
        sample.push(deps.enricher.estimate(record.item, vocabulary, record.pictures.length > 0));
    }
    known += page.length;
  }
  const each = sample.reduce((sum, tokens) => sum + tokens, 0) / Math.max(1, sample.length);
  known -= subjects.size;
  return { items, known, toAsk: subjects.size, tokens: Math.ceil(each * subjects.size) };
}

/**
 * Asks about each item of which nothing is said yet, keeps every answer at once, and puts what the catalog takes of it into
 * the items of record, from where it is indexed. Ended anywhere, the same call goes on. What an item changed into meanwhile
 * is left as it is.
 */
export async function enrich(deps: EnrichDeps, running: EnrichRunning): Promise<EnrichReport> {
  const { writer, signal } = { ...deps, ...running };
  const asking = createAskAll({
    signal,
    now: writer.now,
    wait: running.wait,
    ...(running.onProgress && { onAsked: running.onProgress }),
  });
  const counts = { enriched: 0, attributes: 0, synonyms: 0, dropped: 0 };
  const vocabulary = await readVocabulary(deps.features());
  for await (const page of pagesOf(deps)) {
    const pending = await pendingOf(page, deps);
    const room = running.limit - asking.report().asked;
    await askAbout(pending, room, { deps, vocabulary, asking });
    await apply(pending, { deps, vocabulary, counts });
    if (asking.isOver()) break;
  }
  await writer.settle({ signal });
  return { ...asking.report(), ...counts };
}

interface Pending {
  readonly record: ItemRecord;
  readonly subject: string;
  /** The model has answered, but the item does not have it yet. */
  readonly isAnswered: boolean;
}

/** The items of a catalog as they are now; what changes meanwhile comes later in the log and is not seen. */
async function* pagesOf({ catalog, records }: EnrichDeps): AsyncGenerator<ItemRecord[]> {
  const last = await records.lastSequence(catalog);
  for (let after = 0; after < last; ) {
    const changes = await records.changesAfter(catalog, after, PAGE);
    if (changes.length === 0) return;
    after = changes.at(-1)!.sequence;
    yield changes.filter(({ deleted, sequence }) => !deleted && sequence <= last);
  }
}

/** The items of a page that have nothing of this model nor of a file. */
async function pendingOf(page: readonly ItemRecord[], { catalog, answers, enricher }: EnrichDeps): Promise<Pending[]> {
  const subjects = page.map(contentHash);
  const said = await readGenerated(catalog, subjects, answers);
  const answered = await answers.known(catalog, enricher.source, subjects);
  const isDone = (by: string | undefined) => by === IMPORTED || by === enricher.source;
  return page
    .map((record, index) => ({ record, subject: subjects[index]!, isAnswered: answered.has(subjects[index]!) }))
    .filter(({ subject }) => !isDone(said.get(subject)?.by));
}

interface Asking {
  readonly deps: EnrichDeps;
  readonly vocabulary: EnrichVocabulary;
  readonly asking: ReturnType<typeof createAskAll>;
}

async function askAbout(
  pending: readonly Pending[],
  room: number,
  { deps, vocabulary, asking }: Asking,
): Promise<void> {
  const { catalog, answers, enricher, writer } = deps;
  const unasked = new Map(pending.filter(({ isAnswered }) => !isAnswered).map((one) => [one.subject, one.record]));
  await asking.run(
    [...unasked].slice(0, Math.max(0, room)).map(([subject, record]) => ({
      name: record.item.id,
      ask: async (waiting) => {
        const picture = await pictureOf(record, deps);
        const answer = await enricher.ask(record.item, vocabulary, { ...waiting, picture });
        await answers.put(catalog, [{ source: enricher.source, subject, answer, madeAt: writer.now() }]);
      },
    })),
  );
}

/** A picture that cannot be read leaves the text to tell. */
async function pictureOf({ pictures }: ItemRecord, { files, shrink }: EnrichDeps): Promise<Uint8Array | undefined> {
  const [first] = pictures;
  if (!first) return undefined;
  try {
    return await shrink(await files.read(first.path, LARGEST_PICTURE));
  } catch {
    return undefined;
  }
}

interface Applying {
  readonly deps: EnrichDeps;
  readonly vocabulary: EnrichVocabulary;
  readonly counts: { enriched: number; attributes: number; synonyms: number; dropped: number };
}

async function apply(pending: readonly Pending[], { deps, vocabulary, counts }: Applying): Promise<void> {
  const { catalog, answers, enricher, writer } = deps;
  const found = await answers.get(
    catalog,
    enricher.source,
    pending.map(({ subject }) => subject),
  );
  const said = new Map<string, Generated>();
  for (const { record, subject } of pending) {
    const answer = EnrichmentSchema.safeParse(found.get(subject));
    if (!answer.success) continue;
    const generated = settleEnrichment(answer.data, record.item, {
      vocabulary,
      analyser: deps.analyser(),
      by: enricher.source,
    });
    const taken = Object.keys(generated.attributes).length;
    counts.attributes += taken;
    counts.dropped += answer.data.attributes.length - taken;
    counts.synonyms += generated.synonyms.length;
    said.set(subject, generated);
  }
  counts.enriched += await applyGenerated(said, pending, { catalog, answers, writer });
}

/** Keeps what is said and logs the items anew, which take it along. Answers how many items there are of it. */
export async function applyGenerated(
  said: ReadonlyMap<string, Generated>,
  items: readonly { readonly record: ItemRecord; readonly subject: string }[],
  { catalog, answers, writer }: Pick<EnrichDeps, 'catalog' | 'answers' | 'writer'>,
): Promise<number> {
  await keepGenerated(catalog, said, answers, writer.now());
  const changed = items.filter(({ subject }) => said.has(subject));
  await writer.put(
    changed.map(({ record: { item, pictures, hash, sequence } }) => ({ item, pictures, hash, replaces: sequence })),
  );
  return changed.length;
}
