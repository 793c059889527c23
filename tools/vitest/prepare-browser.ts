import type { TestProject } from 'vitest/node';
import type {} from '../../renderer/testing/chromium-path.ts';
import { ensureBrowser, NOT_RUN } from '../browser/ensure-browser.ts';
import { buildApp } from '../web/build-app.ts';

/** Test files that need a browser and the built app are named so. */
const BROWSER_TEST = /\.e2e\.test\.ts$/;

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
