import { randomBytes } from 'node:crypto';
import { Script } from 'node:vm';
import { createCodec } from './codec.ts';
import { preparePageWorld } from './page-world.ts';
import { runPreloadWorld, type PreloadSurroundings } from './preload-world.ts';
import { createWorldBridge } from './world-bridge.ts';

/** What the world of the preload is called in DevTools. */
export const PRELOAD_WORLD = 'electron-preload';

/** What the two worlds of every document of a window run before any script of the page. */
export interface WorldScripts {
  readonly page: string;
  readonly preload: string;
  /** Why the preload could not even be read as a script; null when it could. */
  readonly syntaxError: Error | null;
}

/** The first functions that the worlds offer one another have numbers both know. */
const EXPOSE_ID = 1;

/** Writes the scripts of a window whose preload has that source. */
export function writeWorldScripts(preloadSource: string, surroundings: PreloadSurroundings): WorldScripts {
  const key = JSON.stringify(randomBytes(16).toString('hex'));
  const syntaxError = findSyntaxError(wrapAsModule(preloadSource));
  const preload = wrapAsModule(syntaxError === null ? preloadSource : '');
  const codec = `(${createCodec.toString()})()`;
  const bridge = (side: string): string => `(${createWorldBridge.toString()})(${key}, '${side}', codec)`;
  return {
    page: `{ const codec = ${codec}; (${preparePageWorld.toString()})(${bridge('page')}, ${EXPOSE_ID}); }`,
    preload: `{
      const codec = ${codec};
      (${runPreloadWorld.toString()})(
        codec, ${bridge('preload')}, ${EXPOSE_ID}, ${JSON.stringify(surroundings)}, ${preload}
      );
    }`,
    syntaxError,
  };
}

function wrapAsModule(source: string): string {
  return `function (require, module, exports, process, global) {${source}\n}`;
}

function findSyntaxError(wrapped: string): Error | null {
  try {
    new Script(`(${wrapped})`);
    return null;
  } catch (error) {
    return error as Error;
  }
}
