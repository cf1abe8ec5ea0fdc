import type { EnrichReport } from '#indexers/enrich/enrich';
import type { EventReport } from '#indexers/events/report';
import type { ReasonCount } from '#indexers/faults';
import type { IndexReport } from '#indexers/report';
import { renderSamples } from './report-samples.ts';

const INTERRUPTED_CHECK = 'Interrupted: what comes behind these rows was not looked at.';

/** An indexing report as a person reads it. */
export function renderReport(report: IndexReport): string {
  const { read, indexed, unchanged, deleted, duplicates, seconds, itemsPerSecond, samples } = report;
  const counts = samples
    ? [`${indexed} would be indexed`, `${unchanged} are unchanged`]
    : [`${indexed} indexed`, `${unchanged} unchanged`, `${deleted} deleted`];
  if (report.tombstones)
    counts.push(numbered(report.tombstones, 'row says that its item is gone', 'rows say that their item is gone'));
  if (duplicates > 0)
    counts.push(`${numbered(duplicates, 'repeated id', 'repeated ids')} (the last one counts${exampleIds(report)})`);
  const building = report.phases['building indexes'] ?? 0;
  const apart = building >= 0.1 ? `, ${building.toFixed(1)} s of it for building indexes` : '';
  return [
    `${read} read: ${counts.join(', ')} in ${seconds.toFixed(1)} s${apart} (${Math.round(itemsPerSecond)} rows/s before that)`,
    ...report.skipped.map((group) => `  skipped ${renderGroup(group)}`),
    ...report.incomplete.map((group) => `  incomplete ${renderGroup(group)}`),
    ...(report.enrichment ? [renderEnrichment(report.enrichment)] : []),
    ...report.notices.map((notice) => `note: ${notice}`),
    ...(report.interrupted ? [samples ? INTERRUPTED_CHECK : 'Interrupted: the same command goes on from here.'] : []),
    ...(samples ? [...renderSamples(samples), 'Nothing was written (--check).'] : []),
    '',
  ].join('\n');
}

/** What a language model added to items, on one line. */
export function renderEnrichment(report: EnrichReport): string {
  const { asked, answered, enriched, attributes, synonyms, dropped } = report;
  const left = dropped > 0 ? `, ${dropped} values dropped that the catalog does not know` : '';
  return `${answered} of ${asked} answered; ${enriched} items have ${attributes} attributes and ${synonyms} synonyms more${left}`;
}

/** The report of an import of events. */
export function renderEventReport(report: EventReport): string {
  const { read, added, known, outside, unknownItems, newUsers, seconds, eventsPerSecond } = report;
  const counts = [`${added} added`, `${known} known`, `${newUsers} new users`];
  if (outside > 0) counts.push(`${outside} outside the time`);
  if (unknownItems > 0) counts.push(`${unknownItems} of items that the catalog does not have`);
  return [
    `${read} read: ${counts.join(', ')} in ${seconds.toFixed(1)} s (${Math.round(eventsPerSecond)} rows/s)`,
    ...report.skipped.map((group) => `  skipped ${renderGroup(group)}`),
    ...report.notices.map((notice) => `note: ${notice}`),
    ...(report.interrupted ? ['Interrupted: the same command goes on from here.'] : []),
    '',
  ].join('\n');
}

export function renderGroup({ reason, count, examples }: ReasonCount): string {
  return `${count} × ${reason} (${examples.join('; ')}${count > examples.length ? '; …' : ''})`;
}

function numbered(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function exampleIds({ repeatedIds = [] }: IndexReport): string {
  const some = repeatedIds.slice(0, 3).map((id) => JSON.stringify(id));
  return some.length === 0 ? '' : `, for example of ${some.join(', ')}`;
}
