import { registerHooks } from 'node:module';

/** Where the module that stands for Electron finds what it exports. */
const KEY = 'electron-stand-in';
const ADDRESS = 'stand-in:electron';
const NAMES = /^electron(\/(main|common))?$/;

/** From here on `import … from 'electron'` and `require('electron')` give `electron` to everybody in this process. */
export function redirectElectron(electron: Readonly<Record<string, unknown>>): void {
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: electron });
  registerHooks({
    resolve: (specifier, context, next) =>
      NAMES.test(specifier)
        ? { url: ADDRESS, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === ADDRESS
        ? { format: 'module', source: writeModule(Object.keys(electron)), shortCircuit: true }
        : next(url, context),
  });
}

function writeModule(names: readonly string[]): string {
  return [
    `const electron = globalThis[Symbol.for('${KEY}')];`,
    'export default electron;',
    // What require() gives is then the same object.
    "export { electron as 'module.exports' };",
    `export const { ${names.join(', ')} } = electron;`,
  ].join('\n');
}
