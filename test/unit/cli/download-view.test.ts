import { describe, expect, it } from 'vitest';
import { createDownloadView } from '#src/cli/download-view';

const model = 'Xenova/clip';
const bytes = 600_000_000;

function watch(terminal: boolean, steps: readonly number[]): string {
  let shown = '';
  const view = createDownloadView({
    terminal,
    err: (text) => {
      shown += text;
    },
  });
  view({ kind: 'planned', model, folder: '/models/Xenova/clip', files: 7, bytes });
  for (const received of steps) view({ kind: 'progress', model, received, bytes });
  view({ kind: 'finished', model, bytes });
  return shown;
}

describe('what is said of a download', () => {
  it('is what will be fetched, how large it is and where it goes, before the first byte', () => {
    expect(watch(false, []).split('\n')[0]).toBe(
      'Fetching the model Xenova/clip: 7 files, 600 MB, into /models/Xenova/clip',
    );
  });

  it('is a line now and then where there is no terminal', () => {
    const steps = Array.from({ length: 600 }, (_, n) => (n + 1) * 1_000_000);
    expect(watch(false, steps).trim().split('\n')).toHaveLength(1 + 6 + 1);
  });

  it('is one line drawn anew on a terminal', () => {
    const shown = watch(true, [6_000_000, 7_000_000, 12_000_000]);
    expect(shown.split('\n')).toHaveLength(3);
    expect(shown.match(/\r/gu)).toHaveLength(3);
  });
});
