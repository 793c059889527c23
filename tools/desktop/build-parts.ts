import path from 'node:path';
import { build } from 'vite';
import { createServerBuild } from './server-bundle.ts';
import { createMainBuild, createPreloadBuild } from './shell-bundle.ts';

// What `ensure-desktop-build.mjs` runs on Node 24: every part of dist/desktop but the renderer.
const ROOT = path.resolve(import.meta.dirname, '../..');
const DIST = path.join(ROOT, 'dist/desktop');

await build(createServerBuild(path.join(DIST, 'server')));
await build(createMainBuild(path.join(DIST, 'main')));
await build(createPreloadBuild(path.join(DIST, 'preload')));
