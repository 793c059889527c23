/** Turns what structured clone can carry into text and back. */
export interface Codec {
  /** Throws, as Electron does, for functions, symbols, promises and what else cannot be cloned. */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Makes the codec that carries values between main and pages. Its text is also sent to pages, so it stands alone: it
 * uses nothing from outside its own braces.
 */
export function createCodec(): Codec {
  const { parse, stringify } = JSON;
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };

  const packBytes = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  };
  const unpackBytes = (text: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  // Everything JSON has no word for becomes [kind, …]; arrays themselves are ['array', …].
  const pack = (value: unknown, path: readonly unknown[]): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return ['undefined'];
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ['number', Object.is(value, -0) ? '-0' : String(value)];
    }
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value !== 'object' || path.includes(value)) return refuse();
    return packObject(value, [...path, value]);
  };
  const packObject = (value: object, path: readonly unknown[]): unknown => {
    const inner = (part: unknown): unknown => pack(part, path);
    if (Array.isArray(value)) return ['array', ...value.map(inner)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof RegExp) return ['regexp', value.source, value.flags];
    if (value instanceof Map) return ['map', ...[...value].map(([key, of]) => [inner(key), inner(of)])];
    if (value instanceof Set) return ['set', ...[...value].map(inner)];
    if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? ''];
    if (value instanceof ArrayBuffer) return ['bytes', 'ArrayBuffer', packBytes(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      const kind = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return ['bytes', kind, packBytes(bytes)];
    }
    const isHostObject = !['[object Object]', '[object Module]'].includes(
      Object.prototype.toString.call(value),
    );
    if (isHostObject || typeof (value as { then?: unknown }).then === 'function') return refuse();
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
  };

  const unpack = (packed: unknown): unknown => {
    if (packed === null || typeof packed !== 'object') return packed;
    if (!Array.isArray(packed)) {
      return Object.fromEntries(Object.entries(packed).map(([key, part]) => [key, unpack(part)]));
    }
    const [kind, ...parts] = packed as [string, ...unknown[]];
    switch (kind) {
      case 'array':
        return parts.map(unpack);
      case 'number':
        return Number(parts[0]);
      case 'bigint':
        return BigInt(parts[0] as string);
      case 'date':
        return new Date(parts[0] as number);
      case 'regexp':
        return new RegExp(parts[0] as string, parts[1] as string);
      case 'map':
        return new Map((parts as [unknown, unknown][]).map(([key, of]) => [unpack(key), unpack(of)]));
      case 'set':
        return new Set(parts.map(unpack));
      case 'error':
        return Object.assign(new Error(parts[1] as string), { name: parts[0], stack: parts[2] });
      case 'bytes':
        return unpackView(parts[0] as string, unpackBytes(parts[1] as string));
      default:
        return undefined;
    }
  };
  const unpackView = (kind: string, bytes: Uint8Array<ArrayBuffer>): unknown => {
    if (kind === 'ArrayBuffer') return bytes.buffer;
    if (kind === 'Uint8Array') return bytes;
    const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[kind];
    return View === undefined ? refuse() : new View(bytes.buffer);
  };

  return {
    encode: (value) => stringify(pack(value, [])),
    decode: (text) => unpack(parse(text)),
  };
}
