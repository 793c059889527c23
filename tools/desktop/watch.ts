import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { listParts } from './list-parts.ts';
import { runElectron } from './run-electron.ts';

// What `dev.mjs` runs on Node 24, with the program of Electron and its arguments: the parts of the desktop app are built
// in dist/desktop-dev, and again when their sources change. A change of a page loads the pages again, any other starts
// the app again. Pages come from files as they do in the packed app, so that its policy for scripts holds here too.
const ROOT = path.resolve(import.meta.dirname, '../..');
const DIST = path.join(ROOT, 'dist/desktop-dev');
const PATIENCE_MS = 150;

const [program, ...args] = process.argv.slice(2);
if (program === undefined)
  throw new Error('Usage: node tools/desktop/watch.ts <program of Electron> [arguments]');

const renderer: InlineConfig = {
  root: path.join(ROOT, 'renderer'),
  configFile: path.join(ROOT, 'vite.config.ts'),
  mode: 'development',
  logLevel: 'warn',
  build: { outDir: path.join(DIST, 'renderer'), emptyOutDir: false, minify: false, sourcemap: 'inline' },
};
const watched = [
  ...listParts(DIST).map((part) => ({ config: part.build, change: part.change })),
  { config: renderer, change: 'reload' as const },
];

await beginFolder();
const watchers = await Promise.all(watched.map(({ config }) => startWatching(config)));
const app = runElectron(program, [DIST, ...args]);
let wanted: 'restart' | 'reload' | null = null;
let timer: NodeJS.Timeout | undefined;
watchers.forEach((watcher, index) => {
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
    if (event.code !== 'END') return;
    wanted = wanted === 'restart' ? wanted : (watched[index]?.change ?? null);
    // One saved file may be part of several builds.
    clearTimeout(timer);
    timer = setTimeout(() => void follow(), PATIENCE_MS);
  });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));
void app.ended.then(end, (error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  return end(1);
});

/** Makes the folder anew, as an app: with the project's own package.json, but for where its main is. */
async function beginFolder(): Promise<void> {
  const text = await readFile(path.join(ROOT, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as Record<string, string>;
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST, { recursive: true });
  await writeFile(
    path.join(DIST, 'package.json'),
    JSON.stringify({ name, version, type: 'module', main: 'main/index.js' }),
  );
}

/** A watcher whose first build is over. */
async function startWatching(config: InlineConfig): Promise<Rolldown.RolldownWatcher> {
  const watcher = (await build({
    ...config,
    build: { ...config.build, watch: {} },
  })) as Rolldown.RolldownWatcher;
  await new Promise<void>((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
      if (event.code === 'END') resolve();
    });
  });
  return watcher;
}

async function follow(): Promise<void> {
  const change = wanted;
  wanted = null;
  if (change === 'restart') await app.restart();
  if (change === 'reload') await app.reload();
}

async function end(code: number): Promise<void> {
  clearTimeout(timer);
  process.exitCode = code;
  await app.stop();
  await Promise.all(watchers.map((watcher) => watcher.close()));
}
