import { LaunchError } from '../launch/say.mjs';
import { findElectron } from './find-electron.mjs';

/** The path of the Electron program in `root`. Throws a LaunchError that says how to get it where it is missing. */
export function requireElectron(root) {
  const program = findElectron(root);
  if (program !== null) return program;
  throw new LaunchError(
    'The program of Electron is not on this machine yet. Get it once with "npx install-electron" ' +
      '(or "node node_modules/electron/install.js") and try again.',
    '本机还没有 Electron 程序。请先运行一次 “npx install-electron”（或 “node node_modules/electron/install.js”），然后重试。',
  );
}
