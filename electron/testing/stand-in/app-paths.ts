import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { findSwitch } from './runtime.ts';

/** Made when asked for, as Electron does. */
const MADE_WHEN_ASKED = ['userData', 'sessionData', 'logs', 'crashDumps'];

/** Where an app keeps what (Electron: "app.getPath(name)"). */
export class AppPaths {
  readonly #chosen = new Map<string, string>();
  readonly #readAppName: () => string;

  constructor(readAppName: () => string) {
    this.#readAppName = readAppName;
  }

  /** The folder or file of that name. Throws for a name Electron does not have. */
  get(name: string): string {
    const found = this.#chosen.get(name) ?? this.#findDefault(name);
    if (found === null) throw new Error(`Failed to get '${name}' path`);
    if (MADE_WHEN_ASKED.includes(name)) mkdirSync(found, { recursive: true });
    return found;
  }

  /** Puts it elsewhere. */
  set(name: string, file: string): void {
    if (!path.isAbsolute(file)) throw new Error('Path must be absolute');
    this.#chosen.set(name, file);
  }

  #findDefault(name: string): string | null {
    const home = homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
      case 'userData':
        return findSwitch('user-data-dir') ?? path.join(this.get('appData'), this.#readAppName());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return path.join(this.get('userData'), 'logs');
      case 'crashDumps':
        return path.join(this.get('userData'), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return process.execPath;
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return path.join(home, `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`);
      default:
        return null;
    }
  }
}
