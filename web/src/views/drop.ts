import { h, icon } from '../dom.ts';

/** Lets a picture be dropped anywhere on the page, or pasted. */
export function acceptPictures(take: (picture: Blob) => void): HTMLElement {
  const overlay = h(
    'div',
    { class: 'drop', hidden: true },
    h('p', {}, icon('camera'), 'Drop the picture to search by it'),
  );
  let depth = 0;
  const leave = () => {
    depth = 0;
    overlay.hidden = true;
  };
  addEventListener('dragenter', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    depth++;
    overlay.hidden = false;
  });
  addEventListener('dragleave', () => {
    depth--;
    if (depth <= 0) leave();
  });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    leave();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) take(file);
  });
  addEventListener('paste', (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    take(file);
  });
  return overlay;
}
