import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import { type ReportedRun, renderHtmlReport } from './report-html.ts';
import { writeText } from './write-text.ts';

/** Throws `usage` for a name of which the kind of report cannot be told, before any work is done. */
export function checkReportFile(file: string | undefined): void {
  if (file !== undefined && !/\.(?:json|html?)$/iu.test(file))
    throw new VitrineError('usage', `--report ${file}: the name must end in .json or .html.`);
}

/** Writes a report: for programs, or for a browser without anything else. */
export async function writeReport(file: string, run: ReportedRun, io: Io): Promise<void> {
  const sources = run.sources.map(shownAddress);
  const { report, catalog } = run;
  const text = /\.json$/iu.test(file)
    ? `${JSON.stringify({ catalog, sources, ...report }, null, 2)}\n`
    : renderHtmlReport({ report, catalog, sources, finishedAt: new Date() });
  await writeText(file, text, io, 'The catalog is indexed, but the report');
}
