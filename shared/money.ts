/** One yuan is a hundred fen; money is only ever held as an integer number of fen. */
const FEN_PER_YUAN = 100;

/** `990` → `9.9`: the decimal number of yuan that REST answers with. Exact for every safe integer of fen. */
export function fenToYuan(fen: number): number {
  return Number(fenToYuanText(fen));
}

/** `990` → `"9.90"`: yuan with exactly two places, made from digits and never by float arithmetic. */
export function fenToYuanText(fen: number): string {
  assertInteger(fen);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `"9.9"` → `990`. Null for anything that is not a plain decimal with at most two places, or beyond safe integers. */
export function parseYuanText(text: string): number | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const fen = Number(match[2]) * FEN_PER_YUAN + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? 0 - fen : fen;
}

/** `990` → `"¥9.90"`. */
export function formatFen(fen: number): string {
  return fen < 0 ? `-¥${fenToYuanText(-fen)}` : `¥${fenToYuanText(fen)}`;
}

function assertInteger(value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
}
