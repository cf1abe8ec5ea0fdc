/**
 * Keeps a process from ending in the middle of native code: a thread stopped inside a network's run takes the whole
 * process down with an abort. Shared memory of two numbers: whether the thread is at work, whether it has to stop.
 */
export type ExitGate = Int32Array<SharedArrayBuffer>;

const AT_WORK = 0;
const STOPPING = 1;
/** Longer than any batch; a thread that hangs must not keep the process for ever. */
const LONGEST_WAIT_MS = 5_000;

export function createExitGate(): ExitGate {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** For the thread, before native work; when it answers false, the process is ending and no work may begin. */
export function enterGate(gate: ExitGate): boolean {
  Atomics.store(gate, AT_WORK, 1);
  if (Atomics.load(gate, STOPPING) === 0) return true;
  leaveGate(gate);
  return false;
}

/** For the thread, after native work. */
export function leaveGate(gate: ExitGate): void {
  Atomics.store(gate, AT_WORK, 0);
  Atomics.notify(gate, AT_WORK);
}

/** For the process, as the last thing it does: blocks until the thread is outside. */
export function closeGate(gate: ExitGate): void {
  Atomics.store(gate, STOPPING, 1);
  Atomics.wait(gate, AT_WORK, 1, LONGEST_WAIT_MS);
}
