/** Something that one process at a time may do, among those that share a state. */
export interface Lease {
  /** False when the state's server has let it go, because the connection broke: another process may have it now. */
  isHeld(): Promise<boolean>;
  /** May be called twice. */
  release(): Promise<void>;
}

/** Leases by name. A process that dies lets go of all that it held. */
export interface Leases {
  /** Undefined when another process, or another part of this one, has it. */
  tryHold(name: string): Promise<Lease | undefined>;
  /** Waits until nobody else has it. Throws `interrupted` when the signal is given before. */
  hold(name: string, signal: AbortSignal): Promise<Lease>;
}
