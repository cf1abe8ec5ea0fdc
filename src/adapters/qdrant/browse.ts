import pLimit from 'p-limit';
import type { Facet } from '#src/domain/facet';
import { foldValue } from '#src/domain/field-value';
import type { Filter } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';
import type { BrowseRequest, BrowseResult } from '#src/ports/features';
import { countServerFacet } from './facets.ts';
import { filterPart, qdrantFilter, rangedFields } from './filter.ts';
import type { FieldIndexes } from './indexes.ts';
import { fieldPath } from './keys.ts';
import { byNumber, byRows, bySequence, byText, type Narrow, type Runs } from './order.ts';
import type { QdrantProfile } from './profile.ts';
import { firstNumber, firstText } from './read.ts';
import type { ScanParts } from './scan.ts';
import { countTexts } from './text-counts.ts';

export interface BrowseParts extends ScanParts {
  readonly indexes: FieldIndexes;
  readonly profiles: () => Promise<readonly QdrantProfile[]>;
}

/**
 * Everything that passes, counted and sorted by the server. The first thousand ids are read at once and kept, so pages
 * of them replay the same list; what is further down is read when it is asked for, and there an item that changed in
 * between may be missed.
 */
export async function browseServer(
  parts: BrowseParts,
  { filter, refine, sort, facets }: BrowseRequest,
): Promise<BrowseResult> {
  const profiles = new Map((await parts.profiles()).map((profile) => [profile.field, profile]));
  const all = [...filter, ...refine];
  await parts.indexes.ensureNumbers(rangedFields(all));
  const list = listOf(await runsOf(parts, all, sort, profiles));
  const [total, , ...counted] = await Promise.all([
    countAll(parts, all),
    list.ids(0, 1),
    ...facets.map((field) => facetOf(parts, profiles.get(field), { filter, refine })),
  ]);
  return { total, ids: list.ids, facets: counted.filter((facet) => facet !== undefined) };
}

async function countAll({ connection, collection }: BrowseParts, filters: readonly Filter[]): Promise<number> {
  const { count } = await connection.read('count items', (client) =>
    client.count(collection, { exact: true, ...filterPart(qdrantFilter(filters)) }),
  );
  return count;
}

async function facetOf(
  parts: BrowseParts,
  profile: QdrantProfile | undefined,
  { filter, refine }: Pick<BrowseRequest, 'filter' | 'refine'>,
): Promise<Facet | undefined> {
  if (!profile) return undefined;
  const others = refine.filter(({ field }) => field !== profile.field);
  return countServerFacet(parts, profile, qdrantFilter([...filter, ...others]));
}

async function runsOf(
  parts: BrowseParts,
  filters: readonly Filter[],
  sort: Sort | undefined,
  profiles: ReadonlyMap<string, QdrantProfile>,
): Promise<Runs> {
  const narrow: Narrow = (more) => qdrantFilter(filters, more);
  if (!sort) return bySequence(parts, narrow);
  const { field, direction } = sort;
  const profile = profiles.get(field);
  if (!profile) return byRows(parts, narrow, direction, () => undefined);
  if (profile.type === 'number') {
    if (profile.several)
      return byRows(parts, narrow, direction, (row, dictionary) => firstNumber(row, dictionary, field));
    await parts.indexes.ensureNumbers([field]);
    return byNumber(parts, narrow, field, direction);
  }
  const { connection, collection, indexes } = parts;
  if (!(await indexes.ensureCounts('values', field))) {
    return byRows(parts, narrow, direction, (row, dictionary) => {
      const text = firstText(row, dictionary, field);
      return text === undefined ? undefined : foldValue(text);
    });
  }
  const texts = await countTexts(connection, collection, fieldPath('values', field), { filter: narrow({}) });
  return byText(parts, narrow, { field, direction, texts });
}

/** The ids of the runs, read as far as they are asked for; no id twice, even if it moved in between. */
function listOf(runs: Runs): Pick<BrowseResult, 'ids'> {
  const one = pLimit(1);
  const list: string[] = [];
  const listed = new Set<string>();
  let isDone = false;
  const readTo = async (length: number): Promise<void> => {
    while (!isDone && list.length < length) {
      const { value, done } = await runs.next();
      if (done) isDone = true;
      else for (const id of value) if (!listed.has(id)) list.push(id);
      for (let at = listed.size; at < list.length; at++) listed.add(list[at]!);
    }
  };
  return {
    ids: async (offset, limit) => {
      await one(() => readTo(offset + limit));
      return list.slice(offset, offset + limit);
    },
  };
}
