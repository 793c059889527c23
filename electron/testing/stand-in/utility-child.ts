import { EventEmitter } from 'node:events';

/**
 * Loaded before the program of a utility process: gives it `process.parentPort`, and ends it when main does. Messages
 * wait until somebody listens.
 */
class ParentPort extends EventEmitter {
  #waiting: unknown[] | null = [];

  constructor() {
    super();
    process.on('message', (data) => {
      if (this.#waiting === null) this.emit('message', { data, ports: [] });
      else this.#waiting.push(data);
    });
    this.on('newListener', (name) => {
      if (name === 'message') queueMicrotask(() => this.start());
    });
  }

  postMessage(message: unknown): void {
    process.send?.(message);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.emit('message', { data, ports: [] });
  }

  pause(): void {
    this.#waiting ??= [];
  }
}

process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
Object.defineProperty(process, 'type', { value: 'utility' });
