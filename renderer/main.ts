import { reloadAfterUpdate } from './app/reload-after-update.ts';
import { askEarly } from './app/session/early-answer.ts';
import { markStyles } from './app/theme/mark-styles.ts';
import './app/styles.css';

/**
 * The app in the order it is needed. Each part is run by itself, so that on a slow device the page answers in between
 * instead of standing still until everything is there.
 */
async function start(): Promise<void> {
  await import('./app/parse-without-eval.ts');
  await pause();
  await import('./app/react-root.ts');
  await pause();
  await import('./app/theme/theme-provider.tsx');
  await pause();
  const { renderApp } = await import('./app/render-app.tsx');
  renderApp();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

markStyles();
askEarly();
reloadAfterUpdate();
// What the page shows by itself is painted first; a page that nobody looks at is never painted.
if (document.visibilityState === 'hidden') void start();
else requestAnimationFrame(() => setTimeout(() => void start()));
