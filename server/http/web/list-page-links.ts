import { markup, type Html } from '../pages/markup.ts';
import type { WebManifest } from './read-web-build.ts';

/** The module that `index.html` itself loads, with all it imports. */
const ENTRY = 'index.html';

interface Files {
  readonly scripts: Set<string>;
  readonly styles: Set<string>;
}

/**
 * The links that fetch the chunks and style sheets of `modules` while the entry is still on its way; none for those
 * that the build does not know. What `index.html` loads anyway is left out. Scripts
 * come after the styles that the first paint waits for.
 */
export function listPageLinks(manifest: WebManifest, modules: readonly string[]): Html {
  const known = collectFiles(manifest, [ENTRY]);
  const wanted = collectFiles(manifest, modules);
  const scripts = [...wanted.scripts].filter((file) => !known.scripts.has(file));
  const styles = [...wanted.styles].filter((file) => !known.styles.has(file));
  return markup`${[
    ...styles.map((file) => markup`<link rel="stylesheet" crossorigin href="/${file}">`),
    ...scripts.map(
      (file) => markup`<link rel="modulepreload" crossorigin fetchpriority="low" href="/${file}">`,
    ),
  ]}`;
}

function collectFiles(manifest: WebManifest, modules: readonly string[]): Files {
  const files: Files = { scripts: new Set(), styles: new Set() };
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = Object.hasOwn(manifest, key) ? manifest[key] : undefined;
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.scripts.add(chunk.file);
    for (const file of chunk.css ?? []) files.styles.add(file);
    chunk.imports?.forEach(visit);
  };
  modules.forEach(visit);
  return files;
}
