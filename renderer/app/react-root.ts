// Apart from the app, because it is the largest piece of it: the page loads and runs it by itself.
export { createRoot } from 'react-dom/client';
