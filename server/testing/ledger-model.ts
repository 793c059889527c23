import type { LedgerCommand, LedgerOutcome } from '../credits/ledger-types.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** A lot as the model sees it: counted credit by credit. */
export interface ModelLot {
  readonly sequence: number;
  readonly source: 'RECHARGE' | 'REWARD';
  readonly order: string | null;
  readonly amount: number;
  remaining: number;
  held: number;
  expiresAt: number | null;
}

interface ModelUser {
  /** The instant of the command under way. */
  atMs: number;
  lastRowAtMs: number;
  lots: ModelLot[];
  rows: { type: string; amount: number }[];
}

/** What a command should have come to: status, and type and amount of the rows it wrote (or had written). */
export interface ExpectedOutcome {
  readonly status: LedgerOutcome['status'];
  readonly rows: readonly (readonly [type: string, amount: number])[];
  readonly available: number;
}

/**
 * The rules of domain.md, "Credits", told as plainly as possible and without looking at how the product does it:
 * credits move one at a time, everything is searched for and nothing is remembered twice.
 */
export class LedgerModel {
  readonly users = new Map<string, ModelUser>();
  /** For each charge, the lot every single credit came from, in the order they were taken. */
  readonly #taken = new Map<string, number[]>();
  readonly #done = new Map<string, (readonly [string, number])[]>();

  apply(nowMs: number, command: LedgerCommand): ExpectedOutcome {
    const user = this.#user(command.userId);
    user.atMs = Math.max(user.lastRowAtMs, nowMs);
    const key = 'key' in command ? `${command.userId} ${command.key}` : null;
    const before = key === null ? undefined : this.#done.get(key);
    if (before) return { status: 'replayed', rows: before, available: this.available(command.userId) };

    const result = this.#execute(user, command);
    if (typeof result === 'number') return { status: 'refused', rows: [], available: result };
    if (key !== null && result !== 'nothing' && result.length > 0) this.#done.set(key, result.slice(-1));
    return {
      status: result === 'nothing' ? 'replayed' : 'posted',
      rows: result === 'nothing' ? [] : result,
      available: this.available(command.userId),
    };
  }

  available(userId: string): number {
    const user = this.#user(userId);
    return this.#spendable(user).reduce((sum, lot) => sum + lot.remaining - lot.held, 0);
  }

  /** Rows written; a number of credits there were when refused; or 'nothing' when there was nothing to do. */
  #execute(user: ModelUser, command: LedgerCommand): [string, number][] | number | 'nothing' {
    const ofOrder = (orderNo: string) => inOrder(user.lots.filter((lot) => lot.order === orderNo));
    const total = (lots: ModelLot[], what: 'held' | 'remaining') => lots.reduce((sum, l) => sum + l[what], 0);
    switch (command.kind) {
      case 'grant': {
        if (command.amount === 0) return [];
        user.lots.push({
          sequence: user.rows.length + 1,
          source: command.type,
          order: command.relatedId,
          amount: command.amount,
          remaining: command.amount,
          held: 0,
          expiresAt: command.expiresAt?.getTime() ?? null,
        });
        return [this.#row(user, command.type, command.amount)];
      }
      case 'charge': {
        const available = this.available(command.userId);
        if (available < command.amount) return available;
        if (command.amount === 0) return [];
        const taken: number[] = [];
        for (let i = 0; i < command.amount; i += 1) {
          const lot = inOrder(this.#spendable(user))[0]!;
          lot.remaining -= 1;
          taken.push(lot.sequence);
        }
        this.#taken.set(`${command.userId} ${command.key}`, taken);
        return [this.#row(user, 'CONSUME', -command.amount)];
      }
      case 'refund': {
        const rows: [string, number][] = [];
        const taken = [...this.#taken.get(`${command.userId} ${command.chargeKey}`)!];
        for (let i = 0; i < command.amount; i += 1) {
          const sequence = taken.pop();
          const lot = user.lots.find((one) => one.sequence === sequence)!;
          if (lot.expiresAt !== null && lot.expiresAt <= user.atMs) {
            if (lot.remaining > lot.held) rows.push(this.#expire(user, lot));
            lot.expiresAt = user.atMs + WEEK_MS;
          }
          lot.remaining += 1;
        }
        if (command.amount > 0) rows.push(this.#row(user, 'REFUND', command.amount));
        return rows;
      }
      case 'expire': {
        const lot = user.lots.find((one) => one.sequence === command.originSequence);
        if (!lot || lot.expiresAt === null || lot.expiresAt > user.atMs || lot.remaining === lot.held)
          return 'nothing';
        return [this.#expire(user, lot)];
      }
      case 'hold': {
        const lots = ofOrder(command.orderNo);
        if (total(lots, 'remaining') < command.amount) return total(lots, 'remaining');
        if (total(lots, 'held') === command.amount) return 'nothing';
        for (const lot of lots) lot.held = 0;
        for (let i = 0; i < command.amount; i += 1) lots.find((lot) => lot.held < lot.remaining)!.held += 1;
        return [];
      }
      case 'release': {
        const lots = ofOrder(command.orderNo);
        if (total(lots, 'held') === 0) return 'nothing';
        for (const lot of lots) lot.held = 0;
        return [];
      }
      case 'reverse': {
        const lots = ofOrder(command.orderNo);
        if (total(lots, 'held') < command.amount) return total(lots, 'held');
        for (let i = 0; i < command.amount; i += 1) {
          const lot = lots.find((one) => one.held > 0)!;
          lot.held -= 1;
          lot.remaining -= 1;
        }
        for (const lot of lots) lot.held = 0;
        return command.amount === 0 ? [] : [this.#row(user, 'REVERSAL', -command.amount)];
      }
    }
  }

  #expire(user: ModelUser, lot: ModelLot): [string, number] {
    const amount = lot.remaining - lot.held;
    lot.remaining = lot.held;
    return this.#row(user, 'EXPIRE', -amount);
  }

  #row(user: ModelUser, type: string, amount: number): [string, number] {
    user.rows.push({ type, amount });
    user.lastRowAtMs = user.atMs;
    return [type, amount];
  }

  #spendable(user: ModelUser): ModelLot[] {
    return user.lots.filter(
      (lot) => lot.remaining > lot.held && (lot.expiresAt === null || lot.expiresAt > user.atMs),
    );
  }

  #user(userId: string): ModelUser {
    let user = this.users.get(userId);
    if (!user) {
      user = { atMs: 0, lastRowAtMs: 0, lots: [], rows: [] };
      this.users.set(userId, user);
    }
    return user;
  }
}

/** Soonest-expiring first, never-expiring last; REWARD before RECHARGE; oldest first. */
function inOrder(lots: ModelLot[]): ModelLot[] {
  const rank = (lot: ModelLot): [number, number, number] => [
    lot.expiresAt ?? Number.MAX_SAFE_INTEGER,
    lot.source === 'REWARD' ? 0 : 1,
    lot.sequence,
  ];
  return lots.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}
