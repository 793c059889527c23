import path from 'node:path';
import type { InlineConfig } from 'vite';
import { createScreensBuild } from './screens-bundle.ts';
import { createServerBuild } from './server-bundle.ts';
import { createMainBuild, createPreloadBuild } from './shell-bundle.ts';

/** A folder of dist/desktop, how Vite makes it, and what it takes for a running app to use what has changed in it. */
export interface DesktopPart {
  readonly name: 'main' | 'preload' | 'screens' | 'server';
  readonly build: InlineConfig;
  readonly change: 'restart' | 'reload';
}

/** Every part of the desktop app in `dist` but the renderer, which is the web app's. */
export function listParts(dist: string): DesktopPart[] {
  return [
    { name: 'server', build: withLicenses(createServerBuild(path.join(dist, 'server'))), change: 'restart' },
    { name: 'main', build: withLicenses(createMainBuild(path.join(dist, 'main'))), change: 'restart' },
    { name: 'screens', build: createScreensBuild(path.join(dist, 'screens')), change: 'reload' },
    { name: 'preload', build: createPreloadBuild(path.join(dist, 'preload')), change: 'restart' },
  ];
}

// Whoever gets a package of ours gets the licences of what is bundled in it, as most of them ask for.
function withLicenses(config: InlineConfig): InlineConfig {
  return { ...config, build: { ...config.build, license: { fileName: 'LICENSES.md' } } };
}
