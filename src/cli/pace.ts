import type { Progress } from '#indexers/progress';

export interface Pace {
  /** Of the phase so far, rounded. */
  readonly perSecond: number;
  /** Until the phase ends; undefined while that cannot be told. */
  readonly secondsLeft?: number;
}

/** How quick each phase is, from when it was first heard of. */
export function createPace(now: () => number): (progress: Progress) => Pace {
  let phase: string | undefined;
  let startedAt = 0;
  let doneBefore = 0;
  return ({ phase: current, done, total }) => {
    if (current !== phase) {
      phase = current;
      startedAt = now();
      doneBefore = done;
    }
    const seconds = (now() - startedAt) / 1000;
    const perSecond = seconds > 0 ? (done - doneBefore) / seconds : 0;
    if (total === undefined || perSecond <= 0) return { perSecond: Math.round(perSecond) };
    return { perSecond: Math.round(perSecond), secondsLeft: Math.ceil(Math.max(0, total - done) / perSecond) };
  };
}
