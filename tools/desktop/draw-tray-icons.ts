import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser } from '../browser/find-browser.ts';
import { launchBrowser } from '../browser/launch-browser.ts';

// `node tools/run.mjs tools/desktop/draw-tray-icons.ts`: the icons beside the clock, drawn from the app's own
// `favicon.svg`. What it writes is committed and becomes a part of the screens' build.
const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'electron/screens/public');

// macOS draws the shape itself, light or dark; of the icon that is the letter and the dot.
const TEMPLATE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="8 8 34 32" fill="none"><path d="M33 14A13.5 13.5 0 1 0 33 34" stroke="#000" stroke-width="5" stroke-linecap="round"/><circle cx="34" cy="24" r="4" fill="#000"/></svg>';

const program = findBrowser();
if (program === null) throw new Error('There is no Chromium on this machine to draw with.');
const icon = await readFile(path.join(ROOT, 'renderer/public/favicon.svg'), 'utf8');
const browser = await launchBrowser(program);
try {
  await mkdir(FOLDER, { recursive: true });
  const files = [
    ['tray.png', icon, 16],
    ['tray@2x.png', icon, 32],
    ['tray-linux.png', icon, 32],
    ['tray-template.png', TEMPLATE, 16],
    ['tray-template@2x.png', TEMPLATE, 32],
  ] as const;
  for (const [name, svg, size] of files) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    await writeFile(path.join(FOLDER, name), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
