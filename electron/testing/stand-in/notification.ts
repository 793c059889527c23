import { guardedEmitter } from './guard.ts';

/** What a notification says. */
export interface NotificationOptions {
  readonly title?: string;
  readonly subtitle?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly icon?: unknown;
  readonly urgency?: string;
  readonly timeoutType?: string;
}

/** Electron's `Notification`. It is shown nowhere, and nobody clicks it but a test. */
export class Notification extends guardedEmitter('Notification') {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  urgency: string;

  constructor(options: NotificationOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent === true;
    this.urgency = options.urgency ?? 'normal';
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    setImmediate(() => this.emit('show', {}));
  }

  close(): void {
    this.emit('close', {});
  }
}
