import { EventEmitter } from 'node:events';

/** The app has used a part of Electron that the stand-in does not cover; nothing is pretended. */
export class NotCoveredError extends Error {
  constructor(name: string) {
    super(`the stand-in does not know electron.${name}`);
    this.name = 'NotCoveredError';
  }
}

/** What JavaScript itself asks of any object: whether it is a promise, how it is printed. */
const ASKED_OF_EVERYTHING = new Set(['then', 'toJSON', 'inspect', 'domain', 'nodeType', 'asymmetricMatch']);

/**
 * The end of a prototype chain that throws {@link NotCoveredError} for every name nobody before it has. Put behind an
 * object and not around it, so that private fields and `this` stay what they are.
 */
function createGuard<T extends object>(rest: T, name: string): T {
  return new Proxy(rest, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || ASKED_OF_EVERYTHING.has(key) || key in target) {
        return Reflect.get(target, key, receiver) as unknown;
      }
      throw new NotCoveredError(`${name}.${key}`);
    },
  });
}

/** Makes reading any other property of a plain object of the API throw {@link NotCoveredError}. */
export function guardObject<T extends object>(name: string, object: T): T {
  return Object.setPrototypeOf(object, createGuard(Object.prototype, name)) as T;
}

/** A base class that emits events and, on instances and on the class, throws {@link NotCoveredError} for what is not there. */
export function guardedEmitter(name: string): new () => EventEmitter {
  class Guarded extends EventEmitter {}
  Object.setPrototypeOf(Guarded.prototype, createGuard(EventEmitter.prototype, name));
  Object.setPrototypeOf(Guarded, createGuard(EventEmitter, name));
  return Guarded;
}

/** Stands for a whole module of Electron that is not covered: it can be imported, and using it throws. */
export function createUnknownModule(name: string): unknown {
  // Only what is declared this way can be called with and without `new`.
  function refuse(): never {
    throw new NotCoveredError(name);
  }
  return new Proxy(refuse, {
    get: (_target, key) => {
      if (typeof key === 'symbol' || ASKED_OF_EVERYTHING.has(key)) return undefined;
      throw new NotCoveredError(`${name}.${key}`);
    },
    apply: refuse,
    construct: refuse,
  });
}
