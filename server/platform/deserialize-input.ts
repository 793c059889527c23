import superjson from 'superjson';

/** What an input may hold beside JSON: the contracts know dates, and fields left out on purpose. */
const ALLOWED_TYPES: ReadonlySet<unknown> = new Set(['Date', 'undefined']);

/** More notes than any contract has fields, deeper than any is nested. */
const MAX_NOTES = 100;
const MAX_DEPTH = 10;

interface Wire {
  readonly json?: unknown;
  readonly meta?: { readonly values?: unknown; readonly v?: unknown };
}

/**
 * Reads what a client's superjson wrote, as far as contracts need it: JSON, dates and undefined. A stranger's notes
 * could otherwise ask for any type, and a few bytes that ask for a typed array or a set keep a server busy for
 * minutes. Throws for anything else; the caller answers VALIDATION_FAILED.
 */
export function deserializeInput(payload: unknown): unknown {
  if (!isRecord(payload)) throw new TypeError('not what superjson writes');
  const { json, meta } = payload as Wire;
  if (meta === undefined) return json;
  if (!isRecord(meta)) throw new TypeError('notes of another kind');
  const { values, v } = meta;
  if (values === undefined) return json;
  checkNotes(values, 0, { left: MAX_NOTES });
  // Equal objects are written out in full beside being noted as equal, so that note (and its cost) can go.
  const notes = { values, ...(typeof v === 'number' ? { v } : {}) };
  return superjson.deserialize({ json, meta: notes } as Parameters<typeof superjson.deserialize>[0]);
}

/** A note is `[type]` or `[type, notes below]`; notes below are by path. */
function checkNotes(notes: unknown, depth: number, budget: { left: number }): void {
  if (depth > MAX_DEPTH || (budget.left -= 1) < 0) throw new TypeError('too many notes');
  if (Array.isArray(notes)) {
    const [type, below] = notes as readonly unknown[];
    if (!ALLOWED_TYPES.has(type)) throw new TypeError('a type that no input has');
    if (below !== undefined) checkNotes(below, depth + 1, budget);
    return;
  }
  if (!isRecord(notes)) throw new TypeError('notes of another kind');
  for (const [path, note] of Object.entries(notes)) {
    if (path.split('.').length > MAX_DEPTH) throw new TypeError('too deep a note');
    checkNotes(note, depth + 1, budget);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
