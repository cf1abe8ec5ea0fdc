import { randomUUID } from 'node:crypto';
import type { SearchPage, Took } from '#src/domain/hit';
import type { QueryPlan, SearchRequest } from '#src/domain/query';
import type { SynonymRule } from '#src/domain/synonyms';
import { VitrineError } from '#src/errors';
import type { FieldProfile } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import type { Snapshots } from '#src/ports/snapshots';
import type { Analyser } from '#src/text/analyser';
import { withoutDescribed } from '#src/understanding/describe/describer';
import { mergeAnswer } from '#src/understanding/rewrite/merge';
import type { Rewriter } from '#src/understanding/rewrite/rewriter';
import { understand } from '#src/understanding/understand';
import { browse } from './browse.ts';
import { checkFields, facetFields, orderNotices } from './fields.ts';
import { type FindDeps, findByPlan, sortOf } from './find.ts';
import { present } from './present.ts';
import { withoutNamedFilters } from './relax.ts';
import { questionOf, type Snapshot } from './snapshot.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { createSearchWords, type SearchWords } from './words.ts';

export interface SearchDeps extends FindDeps {
  readonly catalog: string;
  readonly analyser: () => Analyser;
  readonly records: RecordStore;
  readonly snapshots: Snapshots<Snapshot>;
  /** The catalog's synonyms, the same list while they do not change; without it only the general ones. */
  readonly synonyms?: () => Promise<readonly SynonymRule[]>;
  /** What a language model knows of queries; without it the parser answers alone. */
  readonly rewriter?: Rewriter;
  /** What it knows of pictures with words; without it the words are asked about alone. */
  readonly describer?: Rewriter;
  /** The catalog's words, where they are prepared elsewhere. */
  readonly words?: SearchWords;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

export type Search = (request: SearchRequest) => Promise<SearchPage>;

/** The use case: from a query to a page of hits. */
export function createSearch(given: SearchDeps): Search {
  const words = given.words ?? createSearchWords(given);
  return async (request) => {
    // One generation for all of the search, although another may become the live one meanwhile.
    const [generation, analyser] = [given.generation(), given.analyser()];
    const deps = { ...given, words, generation: () => generation, analyser: () => analyser };
    const stopwatch = createStopwatch(deps.now);
    const question = questionOf(request);
    const kept = request.queryId === undefined ? undefined : await deps.snapshots.load(request.queryId);
    const replay = kept?.question === question && !(request.explain && kept.reasonsMissing) ? kept : undefined;
    const queryId = replay ? request.queryId! : randomUUID();
    const snapshot = replay ?? (await answer(request, question, deps, stopwatch));
    const saving = replay ? undefined : deps.snapshots.save(queryId, snapshot);
    const notices = request.queryId !== undefined && !replay ? [...snapshot.notices, EXPIRED] : snapshot.notices;
    const [page] = await Promise.all([
      show(queryId, { ...snapshot, notices }, request, deps, stopwatch.took),
      // A list that could not be kept is computed anew when its next page is asked for.
      saving?.catch(() => {}),
    ]);
    return page;
  };
}

const EXPIRED = 'the list of this queryId has expired or belongs to another query: it was computed anew';

interface AnswerDeps extends SearchDeps {
  readonly words: SearchWords;
}

async function answer(request: SearchRequest, question: string, deps: AnswerDeps, watch: Stopwatch): Promise<Snapshot> {
  const generation = deps.generation();
  const fields = await generation.features.fields();
  checkFields(request, fields);
  const facets = facetFields(request.facets, fields);
  if (!request.image && (request.text ?? '').trim() === '')
    return browse(request, question, { facets, notices: orderNotices(request, fields) }, generation, watch);

  const plan = await watch.time('understand', async () => {
    const begun = deps.now();
    const parsed = await planOf(request, generation, deps);
    return rewrite(parsed, request, deps.now() - begun, fields, deps);
  });
  if (plan.class === 'browse') {
    const asked = { ...request, filter: [...request.filter, ...(plan.filters ?? [])], ...sortOf(request, plan) };
    const notices = [...plan.notices, ...orderNotices(asked, fields)];
    return browse(asked, question, { facets, notices, query: plan.understood }, generation, watch);
  }
  const parts = { question, fields, facets, notices: orderNotices(request, fields) };
  const found = await findByPlan(request, plan, parts, deps, watch);
  const softer = found.members < FEW ? withoutNamedFilters(plan) : undefined;
  return (softer ? await findByPlan(request, softer, parts, deps, watch) : found).snapshot;
}

/** With fewer results, filters that the words alone gave are taken as preferences instead. */
const FEW = 5;

async function planOf(request: SearchRequest, generation: Generation, deps: AnswerDeps): Promise<QueryPlan> {
  const analyser = deps.analyser();
  const words = deps.words(generation, analyser);
  return understand(request.text ?? '', {
    analyser,
    image: request.image !== undefined,
    documentFrequencies: async (tokens) => (await generation.features.statistics(tokens)).documentFrequencies,
    vocabulary: words.vocabulary,
    lexicon: words.lexicon,
    synonyms: words.synonymsOf((await deps.synonyms?.()) ?? NO_SYNONYMS),
    understand: request.understand ?? true,
    ignore: request.ignore ?? [],
  });
}

const NO_SYNONYMS: readonly SynonymRule[] = [];

/**
 * The plan with what a language model knows beside it, if there is anything; else a notice of why not. What the parser took,
 * `spentMs`, is of the deadline: at a catalog's first search it may be long.
 */
async function rewrite(
  plan: QueryPlan,
  { image, rewrite: mode, rewriteDeadlineMs: deadlineMs, understand = true }: SearchRequest,
  spentMs: number,
  fields: readonly FieldProfile[],
  { rewriter, describer, analyser }: AnswerDeps,
): Promise<QueryPlan> {
  const picture = describer && image;
  const asked = picture ? describer : rewriter;
  if (!asked || !understand || plan.embedText === '') return plan;
  const { answer, source, notices } = await asked.rewrite({
    text: plan.text,
    findings: (plan.understood.recognised ?? []).map(({ text, as }) => `${text} = ${as}`).join('; '),
    ...(picture && { picture }),
    ...(mode !== undefined && { mode }),
    ...(deadlineMs !== undefined && { deadlineMs }),
    spentMs,
  });
  const noticed = notices.length > 0 ? { ...plan, notices: [...plan.notices, ...notices] } : plan;
  if (!answer) return noticed;
  const merged = mergeAnswer(noticed, answer, source, { analyser: analyser(), fields });
  return picture ? withoutDescribed(merged, answer) : merged;
}

async function show(
  queryId: string,
  snapshot: Snapshot,
  request: SearchRequest,
  deps: SearchDeps,
  took: () => Took,
): Promise<SearchPage> {
  if (request.offset + request.limit > LAST_PLACE) {
    throw new VitrineError(
      'invalid_request',
      `offset + limit must be at most ${LAST_PLACE}, not ${request.offset + request.limit}. Narrow the search by a filter instead.`,
    );
  }
  const ranked = await snapshot.ranked(request.offset, request.limit);
  const hits = await present(ranked, deps.catalog, deps.records, deps.analyser(), {
    explain: request.explain,
    tokens: snapshot.tokens,
  });
  const { query, total, facets, notices } = snapshot;
  return { queryId, query, total, hits, facets, notices, took: took() };
}

/** How far pages go; beyond, a filter serves better. */
const LAST_PLACE = 1_000_000;
