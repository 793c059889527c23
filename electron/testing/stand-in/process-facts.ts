import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { getSettings } from './runtime.ts';

/** Makes this process say of itself what Electron's main process says. */
export function describeMainProcess(): void {
  const { appDir, isPackaged } = getSettings();
  setFact(process.versions, 'electron', readElectronVersion());
  setFact(process.versions, 'chrome', '0.0.0.0');
  setFact(process, 'type', 'browser');
  setFact(process, 'resourcesPath', path.join(appDir, 'resources'));
  setFact(process, 'defaultApp', isPackaged ? undefined : true);
}

/** Once it runs, the version of Chromium is known. */
export function setChromiumVersion(version: string): void {
  setFact(process.versions, 'chrome', version);
}

/** What `process` of a sandboxed preload says. */
export function describePreloadProcess(additionalArguments: readonly string[]): Record<string, unknown> {
  return {
    argv: [process.execPath, ...additionalArguments],
    arch: process.arch,
    contextIsolated: true,
    execPath: process.execPath,
    platform: process.platform,
    sandboxed: true,
    type: 'renderer',
    version: process.version,
    versions: { ...process.versions },
  };
}

function setFact(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, enumerable: true });
}

/** The version that is installed; its package is read and never loaded, because loading it downloads the program. */
function readElectronVersion(): string {
  const file = createRequire(import.meta.url).resolve('electron/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
