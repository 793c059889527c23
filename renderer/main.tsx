import './app/parse-without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/i18n/i18n.ts';
import { App } from './app/app.tsx';
import { reloadAfterUpdate } from './app/reload-after-update.ts';
import { markStyles } from './app/theme/mark-styles.ts';
import './app/styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the app');
markStyles();
reloadAfterUpdate();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
