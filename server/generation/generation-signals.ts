import { EventEmitter } from 'node:events';
import type { GenerationRef } from './generation-refs.ts';

/** What commands tell the worker of the same process at once; other processes find it in the database. */
export interface GenerationSignals {
  /** A generation waits. */
  readonly wake: () => void;
  readonly onWake: (listener: () => void) => () => void;
  /** The creator has asked to cancel `ref`, and that is committed. */
  readonly cancel: (ref: GenerationRef) => void;
  readonly onCancel: (listener: (ref: GenerationRef) => void) => () => void;
}

/** Creates signals that nobody listens to yet; each `on…` returns the function that stops listening. */
export function createGenerationSignals(): GenerationSignals {
  const emitter = new EventEmitter();
  return {
    wake: () => void emitter.emit('wake'),
    onWake: (listener) => {
      emitter.on('wake', listener);
      return () => emitter.off('wake', listener);
    },
    cancel: (ref) => void emitter.emit('cancel', ref),
    onCancel: (listener) => {
      emitter.on('cancel', listener);
      return () => emitter.off('cancel', listener);
    },
  };
}
