import { VitrineError } from '#src/errors';
import { createDeferred, type Deferred } from './deferred.ts';

/** Standard input of another process, one piece asked for at a time. */
export interface JobInput {
  /** Throws `interrupted` when the other process ends before its input. */
  read(): AsyncGenerator<Uint8Array>;
  /** The piece that was asked for, in base64; null at the end. */
  give(data: string | null): void;
  /** No more will come. */
  break(): void;
}

export function createJobInput(pull: () => void): JobInput {
  let broken = false;
  let next: Deferred<string | null> | undefined;
  const interrupted = (): VitrineError =>
    new VitrineError('interrupted', 'The process that gave the input ended before the input did. Run it again.');
  return {
    read: async function* () {
      for (;;) {
        if (broken) throw interrupted();
        next = createDeferred<string | null>();
        pull();
        const data = await next.promise;
        if (data === null) return;
        yield Buffer.from(data, 'base64');
      }
    },
    give: (data) => next?.resolve(data),
    break: () => {
      broken = true;
      next?.reject(interrupted());
    },
  };
}
