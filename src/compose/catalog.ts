import { createKnownPictures } from '#indexers/known-pictures';
import type { Live, LiveDeps } from '#indexers/live';
import { putRows } from '#indexers/put-rows';
import { runIndex } from '#indexers/run';
import { openWriter, type Writer } from '#indexers/writer';
import { createSnapshots } from '#src/adapters/memory/snapshots';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { RecordStore, StateStore } from '#src/ports/records';
import { createSearch } from '#src/search/search';
import { searchOnce } from '#src/search/search-once';
import { shareSnapshots } from '#src/search/shared-snapshots';
import type { Snapshot } from '#src/search/snapshot';
import { createSearchWords, prepareWords } from '#src/search/words';
import { followBehaviour } from './behaviour.ts';
import { createCatalogEnrichment } from './enrichment.ts';
import { followingSearch } from './following-search.ts';
import { getItem } from './item.ts';
import { createCatalogJudging } from './judging.ts';
import { createLists } from './lists.ts';
import type { CatalogsDeps, OpenCatalog } from './open-catalog.ts';
import { createCatalogSynonyms } from './synonyms.ts';
import { CF_MODEL, rollBackModel } from './training/published.ts';
import { train } from './training/train.ts';
import type { CatalogStatus } from './vitrine.ts';

/** Largest picture file that is shown, in bytes. */
const MOST_PICTURE_BYTES = 50_000_000;

/** Opens a catalog, indexed or not yet, and brings its index up to date with what is logged. */
export async function openCatalog(name: string, deps: CatalogsDeps): Promise<OpenCatalog> {
  const { encoders } = deps;
  const { records, lists } = deps.state;
  const files = deps.createFiles({ cwd: '/' });
  const writer = await openWriter(liveDeps(name, deps));
  const live = () => liveOf(writer);
  const kept = createSnapshots<Snapshot>();
  const behaviour = followBehaviour({ catalog: name, ...deps.state });
  const synonyms = createCatalogSynonyms(name, deps.state.synonyms, () => performance.now());
  const view = { catalog: name, generation: () => live().generation, analyser: () => live().analyser, records };
  const rewriter = deps.language.rewriterOf(view);
  const describer = deps.language.describerOf(view);
  const words = createSearchWords(view);
  const search = createSearch({
    ...view,
    words,
    encoders,
    synonyms: synonyms.recent,
    rewriter,
    ...(describer && { describer }),
    snapshots: lists ? shareSnapshots(kept, lists, () => live().generation) : kept,
    behaviour,
    arranging: deps.ranking,
    weights: deps.ranking.weights,
    now: () => performance.now(),
  });
  void writer.settle().catch(() => {});
  return {
    name,
    search: followingSearch(search, writer),
    async prepare() {
      await prepareWords(words(live().generation, live().analyser));
      await rewriter.prepare();
      await searchOnce(search, live().generation, { catalog: name, records });
    },
    synonyms,
    enrichment: createCatalogEnrichment({
      ...view,
      answers: deps.state.answers,
      writer,
      features: () => live().generation.features,
      files,
      asking: deps.language.asking,
    }),
    judging: createCatalogJudging({ ...view, answers: deps.state.answers, asking: deps.language.asking }),
    ...createLists({
      catalog: name,
      generation: () => live().generation,
      analyser: () => live().analyser,
      records,
      behaviour,
      arranging: deps.ranking,
      weights: deps.ranking.weights,
    }),
    train: (options) =>
      train(
        { state: deps.state, analyser: live().analyser, createFiles: deps.createFiles },
        { ...options, catalog: name },
      ),
    rollBackModel: () => rollBackModel(name, deps.state.models),
    item: (id) => getItem(name, id, records),
    picture: (id, number) => pictureOf(name, id, number, records, files),
    put: (rows) => putRows(rows, { writer, files, known: createKnownPictures(name, records) }),
    remove: (ids) => writer.deleteNow(ids),
    fields: () => live().generation.features.fields(),
    status: () => statusOf(writer, deps.state),
    index: (options) => runIndex({ writer, records, files: deps.createFiles(options) }, options),
    live: () => writer.live(),
    replace: (next) => writer.replace(next),
    close: () => {
      behaviour.close();
      return writer.close();
    },
  };
}

/** What the indexers need to open and build the generations of a catalog. */
export function liveDeps(catalog: string, { state, store, encoders, createFiles }: CatalogsDeps): LiveDeps {
  return { catalog, state, store, encoders, files: createFiles({ cwd: '/' }), now: Date.now };
}

function liveOf(writer: Writer): Live {
  const live = writer.live();
  if (!live)
    throw new VitrineError(
      'catalog_not_found',
      `The catalog "${writer.catalog}" has no items yet. Add some with: vitrine index FILE --catalog ${writer.catalog}`,
    );
  return live;
}

async function pictureOf(
  catalog: string,
  id: string,
  number: number,
  records: RecordStore,
  files: Files,
): Promise<Uint8Array> {
  const [record] = await records.get(catalog, [id]);
  const picture = record?.deleted ? undefined : record?.pictures.find((source) => source.number === number);
  if (!picture)
    throw new VitrineError(
      'item_not_found',
      `There is no picture ${number} of an item "${id}" in the catalog "${catalog}".`,
    );
  return files.read(picture.path, MOST_PICTURE_BYTES);
}

async function statusOf(writer: Writer, { records, events, models }: StateStore): Promise<CatalogStatus> {
  const { generation } = liveOf(writer);
  const [items, indexed, lastSequence, counts, model] = await Promise.all([
    records.count(writer.catalog),
    generation.count(),
    records.lastSequence(writer.catalog),
    events.counts(writer.catalog),
    models.live(writer.catalog, CF_MODEL),
  ]);
  return {
    catalog: writer.catalog,
    items,
    indexed,
    generation: generation.manifest,
    appliedSequence: generation.appliedSequence,
    lastSequence,
    events: counts.events,
    model: model ? { version: model.version, createdAt: model.createdAt } : null,
  };
}
