import { EventEmitter } from 'node:events';
// Playwright carries the types of the whole DevTools protocol, but its package names no entry for them.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;

interface Waiting {
  readonly method: string;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: keyof Protocol.EventMap;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** One conversation over the DevTools protocol: with the browser as a whole, or with one page. Emits its events. */
export class DevtoolsSession extends EventEmitter<Protocol.EventMap> {
  readonly #connection: DevtoolsConnection;
  readonly #sessionId: string | undefined;

  constructor(connection: DevtoolsConnection, sessionId?: string) {
    super();
    this.setMaxListeners(0);
    this.#connection = connection;
    this.#sessionId = sessionId;
  }

  /** Promises the answer to a command; rejects when the browser refuses it or has gone. */
  send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.#connection.send(method, params ?? {}, this.#sessionId);
  }

  /** A command whose failure does not matter, because what it is about may have gone already. */
  tell<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void {
    this.send(method, params).catch(() => undefined);
  }
}

/** A connection to a Chromium, with one session for each of its pages. */
export class DevtoolsConnection {
  readonly browser: DevtoolsSession = new DevtoolsSession(this);
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, DevtoolsSession>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data)) as Message));
    socket.addEventListener('close', () => {
      for (const { method, reject } of this.#waiting.values())
        reject(new Error(`${method}: Chromium has gone`));
      this.#waiting.clear();
    });
  }

  /** Connects to the DevTools WebSocket at `url`. */
  static connect(url: string): Promise<DevtoolsConnection> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new DevtoolsConnection(socket)));
      socket.addEventListener('error', () => reject(new Error(`no DevTools at ${url}`)));
    });
  }

  /** The session of that id; the same object every time. */
  session(id: string): DevtoolsSession {
    const session = this.#sessions.get(id) ?? new DevtoolsSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  /** See {@link DevtoolsSession.send}. */
  send<A>(method: string, params: object, sessionId?: string): Promise<A> {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Error(`${method}: Chromium has gone`));
        return;
      }
      const id = ++this.#lastId;
      this.#waiting.set(id, { method, resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  #receive(message: Message): void {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.result as never);
      else waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
      return;
    }
    if (message.method === undefined) return;
    const session = message.sessionId === undefined ? this.browser : this.session(message.sessionId);
    session.emit(message.method, message.params as never);
  }
}
