import type { App, Model } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { keepPicture, pictureOf } from '../picture.ts';
import { createTyping } from '../typing.ts';

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
  const input = wordsInput(() => {
    clear.hidden = input.value === '';
    typing.changed();
  });
  const typing = createTyping(app, input);
  const clear = clearButton(() => {
    input.value = '';
    clear.hidden = true;
    typing.finished();
    input.focus();
  });
  const takePicture = async (picture: Blob) => {
    try {
      app.go({ picture: await keepPicture(picture), text: input.value, like: undefined, item: undefined, refine: [] });
      input.focus({ preventScroll: true });
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const file = h('input', {
    type: 'file',
    accept: 'image/*',
    hidden: true,
    onchange: async () => {
      const [picture] = file.files ?? [];
      if (picture) await takePicture(picture);
      file.value = '';
    },
  });
  const token = h('span', { class: 'search__token' });
  const form = h(
    'form',
    {
      class: 'search',
      role: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        typing.finished();
        input.blur();
      },
    },
    h('span', { class: 'search__icon' }, icon('search')),
    token,
    input,
    clear,
    h('kbd', { class: 'search__key', 'aria-hidden': 'true' }, '/'),
    file,
    cameraButton(() => file.click()),
  );
  return {
    element: form,
    focus: () => input.select(),
    choosePicture: () => file.click(),
    sync: ({ state }) => {
      typing.show(state.text);
      input.placeholder = state.picture ? 'Add words: “in green”, “for winter”' : 'What are you looking for?';
      clear.hidden = input.value === '';
      const url = state.picture && pictureOf(state.picture);
      show(token, url && pictureToken(url, () => app.go({ picture: undefined })));
    },
    takePicture,
  };
}

function wordsInput(oninput: () => void): HTMLInputElement {
  return h('input', {
    type: 'search',
    name: 'q',
    class: 'search__input',
    'aria-label': 'Search',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 500,
    oninput,
  });
}

function clearButton(onclick: () => void): HTMLElement {
  const label = 'Clear the words';
  return h(
    'button',
    { type: 'button', class: 'round search__clear', 'aria-label': label, hidden: true, onclick },
    icon('close'),
  );
}

function cameraButton(onclick: () => void): HTMLElement {
  const label = 'Search by a picture';
  return h(
    'button',
    { type: 'button', class: 'search__camera', 'aria-label': label, title: label, onclick },
    icon('camera'),
  );
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
