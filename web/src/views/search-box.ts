import type { App, Model } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { isOutdated } from '../outdated.ts';
import { keepPicture, pictureOf } from '../picture.ts';

/** Time after the last key until a search starts by itself. */
const DEBOUNCE_MS = 180;

export interface SearchBox {
  readonly element: HTMLElement;
  focus(): void;
  /** Lets a picture be chosen among the device's files. */
  choosePicture(): void;
  sync(model: Model): void;
  /** Searches by a picture that was dropped, pasted or chosen. */
  takePicture(file: Blob): Promise<void>;
}

/** Words, a picture, or both. It lives as long as the page: typing is never interrupted by an answer. */
export function createSearchBox(app: App, onProblem: (message: string) => void): SearchBox {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typing = false;
  /** The words that are searched for, as far as this box knows; other ones come from elsewhere and are shown. */
  let known = '';
  const input = h('input', {
    type: 'search',
    name: 'q',
    class: 'search__input',
    'aria-label': 'Search',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 500,
    oninput: () => {
      clear.hidden = input.value === '';
      clearTimeout(timer);
      timer = setTimeout(() => submit(), DEBOUNCE_MS);
    },
  });
  const file = h('input', { type: 'file', accept: 'image/*', hidden: true, onchange: () => void chooseFile() });
  const token = h('span', { class: 'search__token' });

  /** The first letter of a word makes an entry of the history; the letters after it change that. */
  const submit = (finished = false) => {
    clearTimeout(timer);
    const changed = input.value.trim() !== known;
    const replace = typing;
    typing = !finished;
    known = input.value.trim();
    if (changed) app.go({ text: input.value, like: undefined, item: undefined }, { replace });
    else if (finished && isOutdated(app.model())) app.refresh();
  };
  const setWords = (text: string) => {
    clearTimeout(timer);
    typing = false;
    known = text.trim();
    input.value = text;
  };
  const takePicture = async (picture: Blob) => {
    try {
      app.go({ picture: await keepPicture(picture), text: input.value, like: undefined, item: undefined, refine: [] });
      input.focus({ preventScroll: true });
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const chooseFile = async () => {
    const [picture] = file.files ?? [];
    if (picture) await takePicture(picture);
    file.value = '';
  };

  const clear = h(
    'button',
    {
      type: 'button',
      class: 'round search__clear',
      'aria-label': 'Clear the words',
      hidden: true,
      onclick: () => clearWords(),
    },
    icon('close'),
  );
  const clearWords = () => {
    input.value = '';
    submit(true);
    input.focus();
  };

  const form = h(
    'form',
    {
      class: 'search',
      role: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        submit(true);
        input.blur();
      },
    },
    h('span', { class: 'search__icon' }, icon('search')),
    token,
    input,
    clear,
    h('kbd', { class: 'search__key', 'aria-hidden': 'true' }, '/'),
    file,
    h(
      'button',
      {
        type: 'button',
        class: 'search__camera',
        'aria-label': 'Search by a picture',
        title: 'Search by a picture',
        onclick: () => file.click(),
      },
      icon('camera'),
    ),
  );
  return {
    element: form,
    focus: () => input.select(),
    choosePicture: () => file.click(),
    sync: ({ state }) => {
      if (state.text.trim() !== known) setWords(state.text);
      input.placeholder = state.picture ? 'Add words: “in green”, “for winter”' : 'What are you looking for?';
      clear.hidden = input.value === '';
      const url = state.picture && pictureOf(state.picture);
      show(token, url && pictureToken(url, () => app.go({ picture: undefined })));
    },
    takePicture,
  };
}

function pictureToken(url: string, remove: () => void): HTMLElement {
  return h(
    'span',
    { class: 'token' },
    h('img', { src: url, alt: 'The picture you search by' }),
    h(
      'button',
      {
        type: 'button',
        class: 'token__remove',
        'data-key': 'remove-picture',
        'aria-label': 'Remove the picture',
        onclick: remove,
      },
      icon('close'),
    ),
  );
}
