import type { IndexReport, ReasonCount } from '#indexers/report';

/** An indexing report as a person reads it. */
export function renderReport(report: IndexReport): string {
  const { read, indexed, unchanged, deleted, duplicates, seconds, itemsPerSecond } = report;
  const counts = [`${indexed} indexed`, `${unchanged} unchanged`, `${deleted} deleted`];
  if (duplicates > 0) counts.push(`${duplicates} repeated ids (the last one counts)`);
  const building = report.phases['building indexes'] ?? 0;
  const apart = building >= 0.1 ? `, ${building.toFixed(1)} s of it for building indexes` : '';
  return [
    `${read} read: ${counts.join(', ')} in ${seconds.toFixed(1)} s${apart} (${Math.round(itemsPerSecond)} rows/s before that)`,
    ...report.skipped.map((group) => `  skipped ${renderGroup(group)}`),
    ...report.incomplete.map((group) => `  incomplete ${renderGroup(group)}`),
    ...report.notices.map((notice) => `note: ${notice}`),
    ...(report.interrupted ? ['Interrupted: the same command goes on from here.'] : []),
    '',
  ].join('\n');
}

export function renderGroup({ reason, count, examples }: ReasonCount): string {
  return `${count} × ${reason} (${examples.join('; ')}${count > examples.length ? '; …' : ''})`;
}
