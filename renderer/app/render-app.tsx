import { startTransition, StrictMode } from 'react';
import './i18n/i18n.ts';
import { App } from './app.tsx';
import { leaveShell } from './leave-shell.ts';
import { createRoot } from './react-root.ts';

/** Puts the app in the place of what the page showed by itself; a little at a time, so that the page can answer. */
export function renderApp(): void {
  const place = document.getElementById('root');
  if (place === null) throw new Error('the page has no place for the app');
  leaveShell(place);
  const root = createRoot(place);
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
