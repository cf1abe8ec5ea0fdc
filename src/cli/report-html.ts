import type { ReasonCount } from '#indexers/faults';
import type { FailedPicture, IndexReport } from '#indexers/report';
import { REPORT_STYLE } from './report-style.ts';

/** A run as its report names it: the addresses of its sources fit to be shown. */
export interface ReportedRun {
  readonly report: IndexReport;
  readonly catalog: string;
  readonly sources: readonly string[];
}

/** An indexing report as a page of its own: no script, nothing loaded from elsewhere. */
export function renderHtmlReport({ report, catalog, sources, finishedAt }: ReportedRun & { finishedAt: Date }): string {
  const title = `${catalog}: ${number(report.read)} rows read`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>Catalog “${escaped(catalog)}”</h1>
<p>${sources.map((source) => `<code>${escaped(source)}</code>`).join(', ')}</p>
<p>Finished <time>${finishedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC</time>${report.interrupted ? ' — <strong>interrupted: the same command goes on from there</strong>' : ''}</p>
</header>
<main>
${countsOf(report)}
${phasesOf(report)}
${groupsOf('Rows that gave no item', report.skipped, 'bad')}
${groupsOf('Indexed with something left out', report.incomplete, 'partly')}
${picturesOf(report.failedPictures ?? [])}
${notesOf(report.notices)}
</main>
</body>
</html>
`;
}

function countsOf({ read, indexed, unchanged, deleted, duplicates, skipped }: IndexReport): string {
  const lost = skipped.reduce((sum, { count }) => sum + count, 0);
  const cards: [label: string, value: number, kind: string][] = [
    ['read', read, ''],
    ['indexed', indexed, 'good'],
    ['unchanged', unchanged, ''],
    ['deleted', deleted, ''],
    ['repeated ids', duplicates, ''],
    ['skipped', lost, lost > 0 ? 'bad' : ''],
  ];
  const items = cards.map(([label, value, kind]) => `<li class="${kind}"><b>${number(value)}</b> ${label}</li>`);
  return `<ul class="counts">${items.join('')}</ul>`;
}

/** Phases overlap, so each has a bar of its share of the whole time. */
function phasesOf({ phases, seconds, itemsPerSecond }: IndexReport): string {
  const rows = Object.entries(phases)
    .filter(([, spent]) => spent >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([phase, spent]) => {
      const share = Math.min(100, (100 * spent) / Math.max(seconds, 0.001));
      return `<tr><th scope="row">${escaped(phase)}</th><td class="n">${spent.toFixed(1)} s</td><td class="bar"><i style="width:${share.toFixed(1)}%"></i></td></tr>`;
    });
  const head = `<h2>Time</h2><p>${seconds.toFixed(1)} s in all, ${number(Math.round(itemsPerSecond))} rows a second before indexes were built.</p>`;
  return rows.length === 0 ? head : `${head}<table>${rows.join('')}</table><p class="small">Phases overlap.</p>`;
}

function groupsOf(title: string, groups: readonly ReasonCount[], kind: string): string {
  if (groups.length === 0) return '';
  const items = groups.map(
    ({ reason, count, examples }) =>
      `<details class="${kind}"${groups.length === 1 ? ' open' : ''}><summary><b>${number(count)}</b> ${escaped(reason)}</summary><ul>${examples.map((example) => `<li>${escaped(example)}</li>`).join('')}${count > examples.length ? `<li class="small">and ${number(count - examples.length)} more</li>` : ''}</ul></details>`,
  );
  return `<h2>${title}</h2>${items.join('')}`;
}

function picturesOf(pictures: readonly FailedPicture[]): string {
  if (pictures.length === 0) return '';
  const rows = pictures.map(
    ({ place, picture, reason, detail }) =>
      `<tr><td>${escaped(place)}</td><td>${linkTo(picture)}</td><td>${escaped(reason)}<div class="small">${escaped(detail)}</div></td></tr>`,
  );
  return `<h2>Pictures that failed</h2><div class="wide"><table class="pictures"><thead><tr><th>Row or item</th><th>Picture</th><th>Why</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function linkTo(picture: string): string {
  const shown = `<code>${escaped(picture)}</code>`;
  return /^https?:\/\//iu.test(picture) ? `<a href="${escaped(picture)}" rel="noreferrer">${shown}</a>` : shown;
}

function notesOf(notices: readonly string[]): string {
  return notices.length === 0
    ? ''
    : `<h2>Notes</h2><ul>${notices.map((notice) => `<li>${escaped(notice)}</li>`).join('')}</ul>`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** What comes from a feed must never be read as markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => SIGNS[sign]!);
}
