import path from 'node:path';
import { build } from 'vite';
import { listParts } from './list-parts.ts';

// What `ensure-desktop-build.mjs` runs on Node 24: every part of dist/desktop but the renderer.
const DIST = path.resolve(import.meta.dirname, '../../dist/desktop');

for (const part of listParts(DIST)) await build(part.build);
