import type { ErrorCode } from '#src/errors';
import type { ExitGate } from './exit-gate.ts';

/** What a thread starts with. */
export interface WorkerData {
  readonly gate: ExitGate;
  readonly data: unknown;
}

/** To the thread; requests are answered in order, `close` after all before it. */
export type WorkerRequest<Request> =
  | { readonly id: number; readonly request: Request }
  | { readonly id: number; readonly close: true };

/** From the thread; errors as data, because a class does not survive the way. */
export type WorkerReply<Response> =
  | { readonly id: number; readonly response: Response }
  | { readonly id: number; readonly error: { readonly code: ErrorCode; readonly message: string } };
