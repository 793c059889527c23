import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright';
import { findBrowser } from '../browser/find-browser.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { packIcns, packIco } from './pack-icons.ts';

// `node tools/run.mjs tools/desktop/draw-icons.ts`: every icon of the desktop packages, drawn from the app's own
// `favicon.svg`. What it writes is committed, so that packaging needs no browser.
const ROOT = path.resolve(import.meta.dirname, '../..');
const RESOURCES = path.join(import.meta.dirname, 'resources');
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256] as const;
const MAC_SIZES = [16, 32, 64, 128, 256, 512, 1024] as const;

// Icons on macOS leave a margin: the shape takes 824 of 1024 (Apple's icon grid).
const MAC_SCALE = 824 / 1_024;

async function draw(browser: Browser, svg: string, size: number, scale = 1): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  try {
    const width = `${scale * 100}%`;
    await page.setContent(
      `<style>body{margin:0;height:100vh;display:grid;place-items:center}svg{width:${width};height:${width}}</style>${svg}`,
    );
    return await page.screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}

async function drawAll<Size extends number>(
  browser: Browser,
  svg: string,
  sizes: readonly Size[],
  scale?: number,
): Promise<Map<Size, Buffer>> {
  const pictures = new Map<Size, Buffer>();
  for (const size of sizes) pictures.set(size, await draw(browser, svg, size, scale));
  return pictures;
}

const program = findBrowser();
if (program === null) throw new Error('There is no Chromium on this machine to draw with.');
const svg = await readFile(path.join(ROOT, 'renderer/public/favicon.svg'), 'utf8');
const folder = path.join(RESOURCES, 'icons');
const browser = await launchBrowser(program);
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [size, png] of await drawAll(browser, svg, LINUX_SIZES)) {
    await writeFile(path.join(folder, `${size}x${size}.png`), png);
  }
  await writeFile(path.join(RESOURCES, 'icon.ico'), packIco(await drawAll(browser, svg, WINDOWS_SIZES)));
  await writeFile(
    path.join(RESOURCES, 'icon.icns'),
    packIcns(await drawAll(browser, svg, MAC_SIZES, MAC_SCALE)),
  );
} finally {
  await browser.close();
}
