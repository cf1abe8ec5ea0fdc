import type { IncomingMessage } from 'node:http';
import type { Web, WebStream } from '#src/ports/web';
import { ask } from './ask.ts';
import { encodingOf, type Pace, readSteadily, readWhole } from './body.ts';
import { createDeadline } from './deadline.ts';
import { failureOfStatus, unavailable } from './failure.ts';
import { createGuard, type Guard, type Resolve } from './guard.ts';
import { sameness, validatorsOf } from './headers.ts';
import { AttemptFailed, retry } from './retry.ts';

export interface SourceReaderOptions {
  readonly resolve: Resolve;
  readonly isTrusted: (hostname: string) => boolean;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly headMs: number;
  readonly pace: Pace;
}

/** What the readers of sources can unpack, by its content. */
const PACKED_BY = 'gzip, zstd';

/** Reads what an operator named: its own host may be a private one, those it redirects to may not. */
export function createSourceReader(options: SourceReaderOptions): Pick<Web, 'open' | 'range'> {
  const { resolve, isTrusted, pause, headMs, pace } = options;
  const guardFor = (url: string): Guard => {
    const own = URL.canParse(url) ? new URL(url).hostname : undefined;
    return createGuard({ resolve, isTrusted: (hostname) => hostname === own || isTrusted(hostname) });
  };
  const head = async (
    url: string,
    headers: Readonly<Record<string, string>>,
    status: number,
    outer?: AbortSignal,
  ): Promise<IncomingMessage> => {
    const deadline = createDeadline(headMs, outer);
    const guard = guardFor(url);
    // The deadline is for the head alone: the body has the time it takes.
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    deadline.signal.addEventListener('abort', stop, { once: true });
    try {
      const attempt = async (): Promise<IncomingMessage> => {
        const answered = await ask(url, { guard, headers, signal: controller.signal });
        if (answered.status === status) return answered.response;
        answered.response.destroy();
        throw new AttemptFailed(failureOfStatus(answered.status, answered.response.headers, url));
      };
      return await retry(attempt, { url, deadline, pause });
    } finally {
      deadline.signal.removeEventListener('abort', stop);
      deadline.clear();
    }
  };

  return {
    async open(url, { signal } = {}) {
      const response = await head(url, { accept: '*/*', 'accept-encoding': PACKED_BY }, 200, signal);
      const encoding = encodingOf(response);
      if (encoding !== undefined && !PACKED_BY.includes(encoding)) {
        response.destroy();
        throw unavailable(url, `its content is packed by ${encoding}, which was not asked for`);
      }
      return streamOf(response, url, pace);
    },
    async range(url, start, end, validators) {
      const headers = { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity', ...sameness(validators) };
      return readWhole(await head(url, headers, 206), end - start, url);
    },
  };
}

function streamOf(response: IncomingMessage, url: string, pace: Pace): WebStream {
  const { headers } = response;
  const length = headers['content-length'];
  return {
    size: length === undefined ? undefined : Number(length),
    endIsKnown: length !== undefined || headers['transfer-encoding'] !== undefined,
    validators: validatorsOf(response),
    hasRanges: headers['accept-ranges'] === 'bytes' && encodingOf(response) === undefined,
    read: () => readSteadily(response, url, pace),
    close: () => void response.destroy(),
  };
}
