/** What a page has as soon as it has something to say: its heading, or why there is none. */
const PAGE = 'h1, [role="alert"]';

/**
 * Takes away what `index.html` shows by itself, at the moment in which the first page of the app stands below it. Until
 * then it covers the app, so that one sees a heading once and not bars in between.
 */
export function leaveShell(root: HTMLElement): void {
  const shell = document.getElementById('shell');
  if (shell === null) return;
  const leave = (): void => {
    if (root.querySelector(PAGE) === null) return;
    observer.disconnect();
    shell.remove();
  };
  const observer = new MutationObserver(leave);
  observer.observe(root, { childList: true, subtree: true });
  leave();
}
