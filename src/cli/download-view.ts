import type { DownloadEvent } from '#src/compose/vitrine';
import type { Io } from './io.ts';

/** Bytes between two lines where there is no terminal to redraw. */
const LINE_EVERY_BYTES = 100_000_000;

/** Says on standard error what is about to be fetched and how large it is, then how far it is. */
export function createDownloadView({ err, terminal }: Pick<Io, 'err' | 'terminal'>): (event: DownloadEvent) => void {
  let shown = 0;
  return (event) => {
    if (event.kind === 'planned') {
      shown = 0;
      err(`Fetching the model ${event.model}: ${event.files} files, ${mega(event.bytes)}, into ${event.folder}\n`);
    } else if (event.kind === 'progress') {
      const step = terminal ? event.bytes / 100 : LINE_EVERY_BYTES;
      if (event.received - shown < step) return;
      shown = event.received;
      const line = `${event.model}: ${mega(event.received)} of ${mega(event.bytes)}`;
      err(terminal ? `\r${line}` : `${line}\n`);
    } else err(`${terminal ? '\r' : ''}${event.model}: ${mega(event.bytes)} fetched and verified\n`);
  };
}

function mega(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
