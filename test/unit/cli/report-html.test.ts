import { describe, expect, it } from 'vitest';
import type { IndexReport } from '#indexers/report';
import { checkReportFile } from '#src/cli/report-file';
import { renderHtmlReport } from '#src/cli/report-html';

const report: IndexReport = {
  read: 12_345,
  indexed: 12_000,
  unchanged: 300,
  deleted: 5,
  duplicates: 2,
  skipped: [{ reason: 'price is not a number', count: 43, examples: ['feed.csv line 3: "<b>cheap</b>"'] }],
  incomplete: [{ reason: 'a picture on the web cannot be fetched', count: 1, examples: ['feed.csv line 9'] }],
  failedPictures: [
    {
      place: 'feed.csv line 9',
      picture: 'https://cdn.example/a"onclick="x.png',
      reason: 'a picture on the web cannot be fetched',
      detail: 'there is nothing (status 404)',
    },
  ],
  notices: ['"x" → <title>'],
  interrupted: false,
  seconds: 10,
  itemsPerSecond: 1234.5,
  phases: { encoding: 8, reading: 1 },
};
const page = renderHtmlReport({
  report,
  catalog: '</title><script>alert(1)</script>',
  sources: ['feed.csv'],
  finishedAt: new Date('2026-01-02T03:04:05Z'),
});

describe('a report as a page', () => {
  it('shows counts, times, reasons, and each picture that failed', () => {
    for (const part of [
      '12,345',
      '43',
      'price is not a number',
      '1,235',
      'width:80.0%',
      'status 404',
      '2026-01-02 03:04:05',
    ])
      expect(page).toContain(part);
  });

  it('takes nothing of a feed for markup, and loads nothing', () => {
    expect(page).not.toMatch(/<script|<b>cheap|"onclick="|<link|@import|url\(/u);
    expect(page).toContain('&lt;b&gt;cheap');
  });

  it.each(['report.txt', 'report'])('is not written to %s', (file) =>
    expect(() => checkReportFile(file)).toThrow('must end in .json or .html'),
  );
});
