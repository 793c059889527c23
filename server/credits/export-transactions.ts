import { parseDescription, type TransactionFilter } from '../../shared/contracts/credits.ts';
import type { Locale } from '../../shared/errors.ts';
import { describeTransaction, TRANSACTION_TYPE_NAMES } from '../../shared/transaction-sentences.ts';
import type { Reader } from '../database/sql.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { findTransactionRange } from './find-transaction-range.ts';
import { LEDGER_ROW_COLUMNS, type StoredLedgerRow } from './ledger-rows.ts';

/** What to export and in whose words; instants are inclusive `from`, exclusive `to`. */
export type ExportTransactionsInput = Omit<TransactionFilter, 'type'> & { readonly locale: Locale };

/** Rows read and written at a time. */
const CHUNK_ROWS = 1_000;

const WORDS = {
  title: { 'zh-CN': '积分明细', en: 'Credit transactions' },
  timeZone: { 'zh-CN': '时区', en: 'Time zone' },
  from: { 'zh-CN': '开始（含）', en: 'From (included)' },
  to: { 'zh-CN': '结束（不含）', en: 'To (not included)' },
  first: { 'zh-CN': '第一笔', en: 'the first' },
  latest: { 'zh-CN': '最近一笔', en: 'the latest' },
  opening: { 'zh-CN': '期初余额', en: 'Opening balance' },
  closing: { 'zh-CN': '期末余额', en: 'Closing balance' },
  sequence: { 'zh-CN': '序号', en: 'No.' },
  time: { 'zh-CN': '时间', en: 'Time' },
  type: { 'zh-CN': '类型', en: 'Type' },
  description: { 'zh-CN': '说明', en: 'Description' },
  amount: { 'zh-CN': '变动', en: 'Change' },
  balance: { 'zh-CN': '余额', en: 'Balance' },
  related: { 'zh-CN': '订单号或创作编号', en: 'Order or generation' },
} as const satisfies Record<string, Record<Locale, string>>;

/**
 * The actor's ledger, oldest first, as the chunks of a CSV file (RFC 4180) that spreadsheets open: with a BOM, the
 * time zone its times are in, and an opening balance which together with the rows makes the closing one. The
 * balances are those of the ledger, so they still hold credits that have just expired and those held for a refund.
 */
export async function* exportTransactions(
  deps: Pick<AppDeps, 'db' | 'config'>,
  actor: Actor,
  input: ExportTransactionsInput,
): AsyncGenerator<string> {
  const { reader } = deps.db;
  const { locale } = input;
  const { businessTimeZone } = deps.config;
  const formatTime = createTimeFormat(businessTimeZone);
  const word = (name: keyof typeof WORDS): string => WORDS[name][locale];

  // The range is fixed now: rows that arrive while the file is being written are not in it.
  const range = await findTransactionRange(reader, actor.userId, input);
  const opening = await readBalanceAt(reader, actor.userId, range.low - 1);
  yield `\uFEFF${[
    [word('title')],
    [word('timeZone'), businessTimeZone],
    [word('from'), input.from ? formatTime(input.from) : word('first')],
    [word('to'), input.to ? formatTime(input.to) : word('latest')],
    [word('opening'), opening],
    [],
    (['sequence', 'time', 'type', 'description', 'amount', 'balance', 'related'] as const).map(word),
  ]
    .map(csvLine)
    .join('')}`;

  let closing = opening;
  for (let low = range.low; low <= range.high; low += CHUNK_ROWS) {
    const rows = await reader.all<StoredLedgerRow>(
      `SELECT ${LEDGER_ROW_COLUMNS} FROM credit_transactions
       WHERE user_id = $userId AND sequence BETWEEN $low AND $high ORDER BY sequence`,
      { userId: actor.userId, low, high: Math.min(range.high, low + CHUNK_ROWS - 1) },
    );
    closing = rows.at(-1)?.balance_after ?? closing;
    yield rows
      .map((row) =>
        csvLine([
          row.sequence,
          formatTime(new Date(row.created_at)),
          TRANSACTION_TYPE_NAMES[row.type][locale],
          describeTransaction(parseDescription(row.description), locale),
          row.amount,
          row.balance_after,
          row.related_id ?? '',
        ]),
      )
      .join('');
  }
  yield `${csvLine([])}${csvLine([word('closing'), closing])}`;
}

async function readBalanceAt(reader: Reader, userId: string, sequence: number): Promise<number> {
  const [row] = await reader.all<{ balance_after: number }>(
    `SELECT balance_after FROM credit_transactions WHERE user_id = $userId AND sequence = $sequence`,
    { userId, sequence },
  );
  return row?.balance_after ?? 0;
}

/** `2026-03-01 12:00:00` in `timeZone`, which spreadsheets read as a time. */
function createTimeFormat(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(instant);
}

/** One line of CSV; numbers as they are, texts quoted where needed and never run as a formula (OWASP, "CSV Injection"). */
export function csvLine(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => {
    if (typeof cell === 'number') return String(cell);
    const safe = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
