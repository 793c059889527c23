import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import type {} from '../../renderer/testing/chromium-path.ts';
import { ensureBrowser, NOT_RUN } from '../browser/ensure-browser.ts';

/** Test files that need a browser and the built app are named so. */
const BROWSER_TEST = /\.e2e\.test\.ts$/;

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Finds or installs Chromium and builds the app, where browser suites are among those that run. */
export async function prepareBrowser(project: TestProject): Promise<void> {
  // Not in vitest's types, but the only place where the filters of the command line are kept.
  const { filenamePattern } = project.vitest as { filenamePattern?: string[] };
  const { testFiles } = await project.globTestFiles(filenamePattern);
  if (!testFiles.some((file) => BROWSER_TEST.test(file))) {
    project.provide('chromiumPath', null);
    return;
  }
  const chromiumPath = await ensureBrowser();
  project.provide('chromiumPath', chromiumPath);
  if (chromiumPath === null) process.stderr.write(`${NOT_RUN}\n`);
  else await buildApp();
}

async function buildApp(): Promise<void> {
  const file = path.join(ROOT, 'tools', 'launch', 'ensure-build.mjs');
  if (!existsSync(file)) return;
  const { ensureBuild } = (await import(pathToFileURL(file).href)) as {
    ensureBuild: (root: string, node: string) => Promise<unknown>;
  };
  await ensureBuild(ROOT, process.execPath);
}
