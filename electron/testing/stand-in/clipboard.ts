import { guardObject } from './guard.ts';

/** Electron's `ClipboardItem`: one thing in one or more formats. */
export class ClipboardItem {
  readonly #parts: Readonly<Record<string, string | Blob | Promise<string | Blob>>>;

  constructor(parts: Readonly<Record<string, string | Blob | Promise<string | Blob>>>) {
    this.#parts = parts;
  }

  get types(): readonly string[] {
    return Object.keys(this.#parts);
  }

  async getType(type: string): Promise<Blob> {
    const part = await this.#parts[type];
    if (part === undefined) throw new Error(`The type '${type}' was not found`);
    return part instanceof Blob ? part : new Blob([part], { type });
  }
}

guardObject('ClipboardItem', ClipboardItem.prototype);

let items: readonly ClipboardItem[] = [];

/** Electron's `clipboard`, one for this process alone: what is copied in pages goes elsewhere. */
export const clipboard = guardObject('clipboard', {
  async readText(): Promise<string> {
    const item = items.find(({ types }) => types.includes('text/plain'));
    return item === undefined ? '' : await (await item.getType('text/plain')).text();
  },
  async writeText(text: string): Promise<void> {
    items = [new ClipboardItem({ 'text/plain': text })];
  },
  async has(type: string): Promise<boolean> {
    return items.some(({ types }) => types.includes(type));
  },
  async read(): Promise<ClipboardItem[]> {
    return [...items];
  },
  async write(written: readonly ClipboardItem[]): Promise<void> {
    items = [...written];
  },
  clear(): void {
    items = [];
  },
});
