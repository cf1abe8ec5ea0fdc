import { cpus } from 'node:os';

/** The processors as the system names them, and Node. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
}

/** Resident memory of this process, MiB. */
export function residentMib(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

/** The value that stands after a share (0..1) of the values in their order; 0 when there are none. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export interface SpreadOptions {
  readonly digits?: number;
  readonly percentiles?: readonly number[];
}

/** `p50 3.1, p95 7.4` */
export function spread(values: Iterable<number>, { digits = 1, percentiles = [50, 95] }: SpreadOptions = {}): string {
  return percentiles.map((percent) => `p${percent} ${quantile(values, percent / 100).toFixed(digits)}`).join(', ');
}

/** The seconds of phases, which overlap. */
export function phasesText(phases: Readonly<Record<string, number>>): string {
  const each = Object.entries(phases).map(([phase, seconds]) => `${phase} ${seconds.toFixed(1)}`);
  return `phases, which overlap (s): ${each.join(', ')}`;
}
