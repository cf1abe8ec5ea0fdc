/** What an element may hold; nothing is shown for false, null and undefined. */
export type Child = Node | string | number | false | null | undefined | readonly Child[];
type Listener = (event: Event) => void;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Listener>>;

/** An element: functions are listeners (`onclick`), true is an attribute without a value, false and undefined none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/u, ''), value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === false || child === null || child === undefined) continue;
    if (typeof child === 'string' || typeof child === 'number')
      parent.appendChild(document.createTextNode(String(child)));
    else if (child instanceof Node) parent.appendChild(child);
    else append(parent, child);
  }
}

/** An icon of the sprite in index.html; decoration, so whatever it stands in needs a name. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(use);
  return svg;
}

/** Shows new content in a container; what had the keyboard's focus has it again, found by its `data-key`. */
export function show(container: HTMLElement, ...children: Child[]): void {
  const focused = document.activeElement instanceof HTMLElement && container.contains(document.activeElement);
  const key = focused ? (document.activeElement as HTMLElement).dataset.key : undefined;
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  container.replaceChildren(fragment);
  if (key !== undefined)
    container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Styles set by script pass the page's policy, which a `style` attribute would not. */
export function style<Styled extends HTMLElement>(
  element: Styled,
  properties: Readonly<Record<string, string>>,
): Styled {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}
