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
  // Only one of its overloads is deprecated.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.createElement = new Proxy(document.createElement.bind(document), {
    apply: (create, _this, [name, options]: [string, ElementCreationOptions?]) => {
      const element = create(name, options);
      if (element instanceof HTMLStyleElement) element.nonce = nonce;
      return element;
    },
  });
}
