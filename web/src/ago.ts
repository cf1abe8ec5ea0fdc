const SPANS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago a time is (milliseconds since 1970), e.g. `3 days ago`; `just now` within a minute. */
export function ago(time: number, now = Date.now()): string {
  const seconds = (now - time) / 1000;
  const span = SPANS.find(([, length]) => seconds >= length);
  if (!span) return 'just now';
  const [unit, length] = span;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(seconds / length), unit);
}
