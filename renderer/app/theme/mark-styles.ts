/** The nonce of this page's styles, under which the server's policy lets a script add some; empty when there is none. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/**
 * Puts the page's nonce on every `<style>` that a script makes. antd does so for its own, but the lock that keeps the
 * page behind a dialog from scrolling (`@rc-component/portal`) knows of no nonce and would be refused by the policy.
 * Nothing is weakened: whatever script runs here can read the nonce anyway.
 */
export function markStyles(): void {
  const nonce = readNonce();
  if (nonce === '') return;
  const createElement = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
