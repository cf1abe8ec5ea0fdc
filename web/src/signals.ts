import type { SignalName } from '../../src/ranking/signals/list.ts';

/** Signals in a shopper's words: those of searches, and `picture` of what is like an item. */
const LABELS: Readonly<Record<SignalName | 'picture', string>> = {
  identifier: 'Exact number',
  lexical: 'Words match',
  coverage: 'Has your words',
  agreement: 'Called like the best',
  'likely-titles': 'Called as expected',
  text: 'Meaning is close',
  'words-to-picture': 'Picture fits the words',
  'picture-to-picture': 'Picture looks alike',
  'picture-and-words': 'Fits picture and words',
  picture: 'Picture looks alike',
  preference: 'Has what you named',
  popularity: 'Popular lately',
  together: 'Chosen by similar shoppers',
  alike: 'Like what you looked at',
  affinity: 'Fits your taste',
  owned: 'You bought it before',
  interests: 'What you often come back to',
  'price-fit': 'Near the prices you pay',
  freshness: 'New',
  rating: 'Well rated',
  availability: 'Not in stock',
};

export function signalLabel(signal: string): string {
  return Object.hasOwn(LABELS, signal) ? LABELS[signal as keyof typeof LABELS] : 'Something else';
}
