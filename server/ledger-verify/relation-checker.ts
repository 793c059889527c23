import type { StoredLedgerRow, StoredLot } from '../credits/ledger-rows.ts';
import { anyOf, type Reader } from '../database/sql.ts';
import type { Findings } from './findings.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BATCH_ROWS = 2_000;

interface HeldLot {
  readonly userId: string;
  readonly orderNo: string;
  held: number;
}

/** Checks, in batches, that what ledger rows and held lots are about is there. */
export class RelationChecker {
  readonly #reader: Reader;
  readonly #findings: Findings;
  #generations: StoredLedgerRow[] = [];
  #orders: StoredLedgerRow[] = [];
  #held = new Map<string, HeldLot>();

  constructor(reader: Reader, findings: Findings) {
    this.#reader = reader;
    this.#findings = findings;
  }

  /** Takes a row; a promise only where a batch is full. */
  add(row: StoredLedgerRow): Promise<void> | null {
    if (row.related_type === 'GENERATION') this.#generations.push(row);
    else if (row.related_type === 'ORDER') this.#orders.push(row);
    if (this.#generations.length < BATCH_ROWS && this.#orders.length < BATCH_ROWS) return null;
    return this.#checkRows();
  }

  /** Takes a lot that holds something, or could. */
  async addLot(lot: StoredLot): Promise<void> {
    if (lot.held === 0) return;
    const orderNo = lot.related_id ?? '';
    const known = this.#held.get(orderNo);
    if (known) known.held += lot.held;
    else this.#held.set(orderNo, { userId: lot.user_id, orderNo, held: lot.held });
  }

  /** Checks what is left. */
  async finish(): Promise<void> {
    await this.#checkRows();
    await this.#checkHeld();
  }

  async #checkRows(): Promise<void> {
    const [generations, orders] = [this.#generations, this.#orders];
    this.#generations = [];
    this.#orders = [];
    await this.#checkGenerations(generations);
    await this.#checkOrders(orders);
  }

  async #checkGenerations(rows: readonly StoredLedgerRow[]): Promise<void> {
    const named = rows.filter((row) => UUID.test(row.related_id ?? ''));
    const found = await this.#reader.all<{ user_id: string; id: string }>(
      this.#reader.dialect === 'sqlite'
        ? `SELECT g.user_id, g.id FROM json_each($pairs) p
           JOIN generations g ON g.user_id = p.value ->> 0 AND g.id = p.value ->> 1`
        : `SELECT g.user_id, g.id FROM unnest($userIds::uuid[], $ids::uuid[]) p (user_id, id)
           JOIN generations g ON g.user_id = p.user_id AND g.id = p.id`,
      this.#reader.dialect === 'sqlite'
        ? { pairs: JSON.stringify(named.map((row) => [row.user_id, row.related_id])) }
        : { userIds: named.map((row) => row.user_id), ids: named.map((row) => row.related_id ?? '') },
    );
    const known = new Set(found.map(({ user_id: userId, id }) => `${userId} ${id}`));
    for (const row of rows) {
      const isRight = row.type === 'CONSUME' || row.type === 'REFUND';
      this.#findings.check(
        'generation.charge',
        isRight && known.has(`${row.user_id} ${row.related_id}`),
        () =>
          `user ${row.user_id}, row ${row.sequence}: is about a generation ${row.related_id} there is not`,
      );
    }
  }

  /** Amounts are compared from the orders' side; here only rows without their order are found. */
  async #checkOrders(rows: readonly StoredLedgerRow[]): Promise<void> {
    const orderNos = [...new Set(rows.flatMap((row) => row.related_id ?? []))];
    const orders = await this.#reader.all<{ order_no: string; user_id: string; settled_at: number | null }>(
      `SELECT order_no, user_id, settled_at FROM orders WHERE ${anyOf(this.#reader.dialect, 'order_no', 'text', 'orderNos')}`,
      { orderNos },
    );
    const known = new Map(orders.map((order) => [order.order_no, order]));
    for (const row of rows) {
      const order = known.get(row.related_id ?? '');
      this.#findings.check(
        row.type === 'REVERSAL' ? 'order.reversal' : 'order.grant',
        order?.user_id === row.user_id && order.settled_at !== null,
        () =>
          `user ${row.user_id}, row ${row.sequence}: is about an order ${row.related_id} that is not theirs or not paid`,
      );
    }
  }

  async #checkHeld(): Promise<void> {
    const lots = [...this.#held.values()];
    const refunds = await this.#reader.all<{ order_no: string; user_id: string; credits: number }>(
      `SELECT r.order_no, o.user_id, r.credits FROM payment_refunds r JOIN orders o ON o.order_no = r.order_no
       WHERE r.purpose = 'ORDER' AND r.state = 'PENDING'`,
    );
    for (const { order_no: orderNo, credits } of refunds) {
      const held = this.#held.get(orderNo)?.held ?? 0;
      this.#findings.check(
        'lot.held',
        held === credits,
        () => `order ${orderNo}: its refund needs ${credits} credits and its lots hold ${held}`,
      );
    }
    const running = new Set(refunds.map((refund) => `${refund.user_id} ${refund.order_no}`));
    for (const { userId, orderNo, held } of lots) {
      this.#findings.check(
        'lot.held',
        running.has(`${userId} ${orderNo}`),
        () => `user ${userId}, order ${orderNo}: ${held} credits are held and no refund is running`,
      );
    }
  }
}
