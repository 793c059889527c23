import { guardedEmitter } from './guard.ts';
import { readAppOrigin } from './scheme-aliases.ts';

interface FrameOwner {
  send(channel: string, ...args: unknown[]): void;
  executeJavaScript(code: string): Promise<unknown>;
}

let lastId = 0;

/** The main frame of a window while it shows one document; the next document has another. */
export class WebFrameMain extends guardedEmitter('WebFrameMain') {
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly processId = 1;
  readonly name = '';
  readonly parent: null = null;
  readonly top: this = this;
  readonly frames: readonly never[] = [];
  url: string;
  detached = false;
  readonly #owner: FrameOwner;

  constructor(owner: FrameOwner, url: string) {
    super();
    this.#owner = owner;
    this.url = url;
    this.routingId = ++lastId;
    this.frameTreeNodeId = this.routingId;
  }

  get origin(): string {
    return readAppOrigin(this.url);
  }

  isDestroyed(): boolean {
    return this.detached;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#owner.send(channel, ...args);
  }

  executeJavaScript(code: string): Promise<unknown> {
    return this.#owner.executeJavaScript(code);
  }
}
