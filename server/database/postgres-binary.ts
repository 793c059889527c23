import type { ColumnType, RowSet } from './sql.ts';

/** What a column or an element of an array can be. */
export type Element = string | number | boolean | null;

/** The types' own numbers (PostgreSQL, `pg_type.dat`), which never change. */
const TYPE_IDS: Readonly<Record<ColumnType, number>> = { uuid: 2950, text: 25, bigint: 20, boolean: 16 };

/** Longest text, in characters, that is written one by one. */
const SHORT = 40;

/** What the rows of a COPY begin with (PostgreSQL, COPY, "Binary Format"). */
const COPY_SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** A character code's value as a hexadecimal digit; -1 for the others below 128. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\da-f]/i.test(character) ? Number.parseInt(character, 16) : -1;
});

/** Where the text of a UUID has the two digits of each byte (RFC 9562, 4). */
const UUID_DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const UUID_DASHES = [8, 13, 18, 23] as const;

/**
 * The rows of `set` for `COPY … (FORMAT binary)`, which spares the server reading numbers and UUIDs out of text; null
 * when one of the values is none of its column's type.
 */
export function encodeCopy(set: RowSet): Buffer | null {
  const columns = Object.entries(set.columns);
  writer.begin();
  writer.bytes(COPY_SIGNATURE);
  for (const row of set.rows) {
    writer.int16(columns.length);
    for (const [name, type] of columns) writer.element(type, row[name] ?? null);
  }
  writer.int16(-1);
  return writer.end();
}

/** `items` as a parameter of the type `type[]` in binary (`array_recv`); null when one of them is not of that type. */
export function encodeArray<Item>(
  type: ColumnType,
  items: readonly Item[],
  elementOf: (item: Item) => Element,
): Buffer | null {
  writer.begin();
  const dimensions = items.length === 0 ? 0 : 1;
  writer.int32(dimensions);
  // Whether there are NULLs, which the server finds out by itself.
  writer.int32(0);
  writer.int32(TYPE_IDS[type]);
  if (dimensions > 0) {
    writer.int32(items.length);
    // The number of the first element.
    writer.int32(1);
  }
  for (const item of items) writer.element(type, elementOf(item));
  return writer.end();
}

/** Puts values down as PostgreSQL receives them (each type's `…recv`), numbers with the highest byte first. */
class BinaryWriter {
  #buffer = Buffer.allocUnsafeSlow(65_536);
  #view = viewOf(this.#buffer);
  #length = 0;
  #isValid = true;

  begin(): void {
    this.#length = 0;
    this.#isValid = true;
  }

  /** A copy of what has been put down; null when something could not be. */
  end(): Buffer | null {
    return this.#isValid ? Buffer.from(this.#buffer.subarray(0, this.#length)) : null;
  }

  bytes(bytes: Buffer): void {
    this.#reserve(bytes.length);
    this.#length += bytes.copy(this.#buffer, this.#length);
  }

  int16(value: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#length, value);
    this.#length += 2;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value);
    this.#length += 4;
  }

  /** A value behind its length, which is -1 for NULL. */
  element(type: ColumnType, value: Element): void {
    if (value === null) this.int32(-1);
    else if (type === 'uuid' && typeof value === 'string') this.#uuid(value);
    else if (type === 'bigint' && Number.isSafeInteger(value)) this.#bigint(value as number);
    else if (type === 'text' && typeof value === 'string') this.#text(value);
    else if (type === 'boolean' && typeof value === 'boolean') this.#boolean(value);
    else this.#isValid = false;
  }

  #uuid(text: string): void {
    this.int32(16);
    this.#reserve(16);
    let wrong = text.length === 36 && UUID_DASHES.every((place) => text[place] === '-') ? 0 : -1;
    let at = this.#length;
    for (const place of UUID_DIGITS) {
      const high = DIGITS[text.charCodeAt(place)] ?? -1;
      const low = DIGITS[text.charCodeAt(place + 1)] ?? -1;
      wrong |= high | low;
      this.#buffer[at++] = (high << 4) | low;
    }
    this.#length = at;
    if (wrong < 0) this.#isValid = false;
  }

  #bigint(value: number): void {
    this.int32(8);
    this.int32(Math.floor(value / 2 ** 32));
    // The lower half: setInt32 takes the last 32 bits of whatever it is given.
    this.int32(value % 2 ** 32);
  }

  #boolean(value: boolean): void {
    this.int32(1);
    this.#reserve(1);
    this.#buffer[this.#length++] = value ? 1 : 0;
  }

  #text(text: string): void {
    // A UTF-16 unit is at most three bytes of UTF-8.
    this.#reserve(4 + text.length * 3);
    const start = this.#length + 4;
    const written = this.#shortAscii(text, start) ? text.length : this.#buffer.write(text, start);
    this.int32(written);
    this.#length += written;
  }

  /** Most texts are words, for which asking Node to write them costs more than writing them; false for another text. */
  #shortAscii(text: string, start: number): boolean {
    if (text.length > SHORT) return false;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 127) return false;
      this.#buffer[start + i] = code;
    }
    return true;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#length + length) * 2);
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** One for all: what it puts down is copied before anybody else can begin. */
const writer = new BinaryWriter();
