/** What may stand inside an element; null is nothing. */
export type Child = Node | string | null;

/** Makes an element: attributes by name, listeners by `on…`, text and elements inside. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SHAPES = {
  computer: 'M4 5.5h16v10H4zM9 19.5h6M12 15.5v4',
  server: 'M7 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.7-1.1A4.55 4.55 0 0 1 16.5 18.5z',
} as const;

/** A drawing that says nothing which the words beside it do not say. */
export function icon(name: keyof typeof SHAPES): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const shape = document.createElementNS(namespace, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  shape.setAttribute('d', SHAPES[name]);
  svg.append(shape);
  return svg;
}

/** The product's mark and name. */
export function brand(name: string): HTMLElement {
  return el('p', { class: 'brand' }, el('img', { src: '/favicon.svg', alt: '' }), name);
}

/** A button for what takes its time: until it is done it says so and does nothing more. */
export function slowButton(
  id: string,
  words: string,
  busyWords: string,
  run: () => Promise<unknown>,
): HTMLButtonElement {
  let isBusy = false;
  // Disabled it would lose the focus.
  const set = (next: boolean): void => {
    isBusy = next;
    made.setAttribute('aria-disabled', String(next));
    made.textContent = next ? busyWords : words;
  };
  const press = (): void => {
    if (isBusy) return;
    set(true);
    void run()
      .catch(() => undefined)
      .finally(() => set(false));
  };
  const made = el('button', { type: 'button', id, class: 'primary', onclick: press }, words);
  return made;
}

/** A button with its words. */
export function button(
  words: string,
  onClick: () => void,
  kind: 'primary' | 'plain' = 'plain',
): HTMLButtonElement {
  return el('button', { type: 'button', class: kind, onclick: onClick }, words);
}
