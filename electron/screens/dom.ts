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

/** A button with its words. */
export function button(
  words: string,
  onClick: () => void,
  kind: 'primary' | 'plain' = 'plain',
): HTMLButtonElement {
  return el('button', { type: 'button', class: kind, onclick: onClick }, words);
}
