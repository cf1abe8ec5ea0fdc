import type { App } from './app.ts';
import { isOutdated } from './outdated.ts';

/** Time after the last key until a search starts by itself. */
const DEBOUNCE_MS = 180;

/** Searches for the words of a field: some time after the last key, and at once when they are finished. */
export interface Typing {
  changed(): void;
  finished(): void;
  /** Takes up words that were not typed here, but come from an address, say. */
  show(text: string): void;
}

export function createTyping(app: App, input: HTMLInputElement): Typing {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typing = false;
  /** The words that are searched for, as far as is known here. */
  let known = '';

  /** The first letter of a word makes an entry of the history; the letters after it change that. */
  const submit = (isFinished: boolean) => {
    clearTimeout(timer);
    const changed = input.value.trim() !== known;
    const replace = typing;
    typing = !isFinished;
    known = input.value.trim();
    if (changed) app.go({ text: input.value, like: undefined, item: undefined }, { replace });
    else if (isFinished && isOutdated(app.model())) app.refresh();
  };
  return {
    changed: () => {
      clearTimeout(timer);
      timer = setTimeout(() => submit(false), DEBOUNCE_MS);
    },
    finished: () => submit(true),
    show: (text) => {
      if (text.trim() === known) return;
      clearTimeout(timer);
      typing = false;
      known = text.trim();
      input.value = text;
    },
  };
}
