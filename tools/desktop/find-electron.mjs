import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The path of the Electron program in `root`, or null where it has not been downloaded. The package itself is never
 * loaded to find out, because loading it downloads the program.
 */
export function findElectron(root) {
  const folder = path.join(root, 'node_modules', 'electron');
  try {
    const program = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}
