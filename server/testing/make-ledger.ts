import { randomUUID } from 'node:crypto';
import { foldEntries } from '../credits/fold-entries.ts';
import { generationChargeKey, generationRefundKey, operatorGrantKey } from '../credits/ledger-keys.ts';
import { accountSet, dailyTotalSet, lotSet, transactionSet } from '../credits/ledger-rows.ts';
import type { LedgerAccount, LedgerCommand, LedgerLot } from '../credits/ledger-types.ts';
import type { Database } from '../database/database.ts';
import type { RowSet } from '../database/sql.ts';

const DAY_MS = 86_400_000;
const MAX_BATCH_COMMANDS = 5_000;
const COST = 10;

/** How large a ledger to make. */
export interface MakeLedgerOptions {
  readonly userIds: readonly string[];
  readonly rowsPerUser: number;
  readonly businessTimeZone: string;
  /** Days over which the work is spread, up to now; a year unless told. */
  readonly days?: number;
  /** Credits of a last grant, beside what the work leaves; none unless told. */
  readonly spareCredits?: number;
}

/**
 * Fills an empty ledger quickly with what long work leaves: a grant for every hundred charges, which use it up,
 * every twentieth of them given back, and the generations that go with them. Every row comes out of the fold, so
 * that every law holds; only the reads of the usual way are left out. Needs users that have no ledger yet.
 */
export async function makeLedger(db: Database, options: MakeLedgerOptions): Promise<void> {
  const { userIds, rowsPerUser, businessTimeZone, days = 365, spareCredits = 0 } = options;
  const endMs = db.now().getTime();
  const total = userIds.length * rowsPerUser;
  // A batch is one moment, and a long ledger and a short one are both the work of every one of these days.
  const batchCommands = Math.min(MAX_BATCH_COMMANDS, Math.ceil(total / days));
  let made = 0;
  let commands: LedgerCommand[] = [];
  let accounts = new Map<string, LedgerAccount>();
  let lots: LedgerLot[] = [];

  const flush = async (): Promise<void> => {
    const now = new Date(endMs - days * DAY_MS + Math.floor((days * DAY_MS * made) / total));
    const state = { accounts: [...accounts.values()], lots, rows: [], onTab: null };
    const folded = foldEntries(state, now, commands);
    if (folded.outcomes.some((outcome) => outcome.status !== 'posted'))
      throw new Error('a command was not posted');
    await db.write(async (tx) => {
      await tx.insertMany(transactionSet(folded.rows));
      await tx.insertMany(accountSet(folded.accounts));
      await tx.insertMany(lotSet(folded.lots));
      await tx.insertMany(dailyTotalSet(folded.totalled, folded.settledTabs, businessTimeZone));
      await tx.insertMany(generationSet(commands, now));
    });
    // Only the last user's ledger goes on in the next batch.
    const last = commands.at(-1)?.userId ?? '';
    accounts = new Map(
      folded.accounts.filter(({ userId }) => userId === last).map((one) => [one.userId, one]),
    );
    const changed = new Map(
      [...lots, ...folded.lots].map((lot) => [`${lot.userId} ${lot.originSequence}`, lot]),
    );
    lots = [...changed.values()].filter((lot) => lot.userId === last && lot.remaining > 0);
    commands = [];
  };

  for (const userId of userIds) {
    for (const unit of userCommands(userId, rowsPerUser, spareCredits)) {
      commands.push(...unit);
      made += unit.length;
      if (commands.length >= batchCommands) await flush();
    }
  }
  if (commands.length > 0) await flush();
}

/** Commands in units that one fold must see whole: the reads that would find a refund's charge are left out. */
function* userCommands(userId: string, rows: number, spareCredits: number): Generator<LedgerCommand[]> {
  const grant = (i: number, amount: number): LedgerCommand => ({
    kind: 'grant',
    userId,
    key: operatorGrantKey(`${userId}:${i}`),
    type: 'REWARD',
    amount,
    expiresAt: null,
    description: 'grant.operator',
    relatedType: null,
    relatedId: null,
  });
  let made = 0;
  const working = spareCredits > 0 ? rows - 1 : rows;
  for (let cycle = 0; made < working; cycle += 1) {
    made += 1;
    // Exactly what a hundred charges and five refunds take: lots that stayed open would be no careful spender's.
    yield [grant(cycle, 95 * COST)];
    for (let i = 0; i < 100 && made < working; i += 1) {
      const id = orderedUuid(made);
      const work = { userId, relatedType: 'GENERATION', relatedId: id, amount: COST } as const;
      const chargeKey = generationChargeKey(userId, id);
      const charge: LedgerCommand = {
        ...work,
        kind: 'charge',
        key: chargeKey,
        description: 'generation.charge?count=1&kind=IMAGE',
      };
      const refund: LedgerCommand = {
        ...work,
        kind: 'refund',
        key: generationRefundKey(userId, id),
        chargeKey,
        description: 'generation.refund?count=1&kind=IMAGE',
      };
      const unit = i % 20 === 0 && made + 1 < working ? [charge, refund] : [charge];
      made += unit.length;
      yield unit;
    }
  }
  if (spareCredits > 0) yield [grant(rows, spareCredits)];
}

/** Like the ids of clients: random at the end, and in the order of time (RFC 9562, version 7). */
function orderedUuid(count: number): string {
  const time = count.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function generationSet(commands: readonly LedgerCommand[], now: Date): RowSet {
  const at = now.getTime();
  const refunded = new Set(commands.flatMap((one) => (one.kind === 'refund' ? [one.relatedId] : [])));
  return {
    table: 'generations',
    columns: {
      user_id: 'uuid',
      id: 'uuid',
      kind: 'text',
      prompt: 'text',
      options: 'text',
      count: 'bigint',
      model: 'text',
      status: 'text',
      input_sha256: 'text',
      covered_by_membership: 'boolean',
      list_cost_credits: 'bigint',
      cost_credits: 'bigint',
      settled_credits: 'bigint',
      truncated: 'boolean',
      listed_apart: 'boolean',
      created_at: 'bigint',
      started_at: 'bigint',
      finished_at: 'bigint',
    },
    rows: commands.flatMap((command) => {
      if (command.kind !== 'charge') return [];
      const isRefunded = refunded.has(command.relatedId);
      return [
        {
          user_id: command.userId,
          id: command.relatedId,
          kind: 'IMAGE',
          prompt: 'a lighthouse in the rain',
          options: '{}',
          count: 1,
          model: 'demo',
          status: isRefunded ? 'FAILED' : 'SUCCEEDED',
          input_sha256: '',
          covered_by_membership: false,
          list_cost_credits: command.amount,
          cost_credits: command.amount,
          settled_credits: isRefunded ? 0 : command.amount,
          truncated: false,
          // Their ids count up from nothing, far from the instants they were made at.
          listed_apart: true,
          created_at: at,
          started_at: at,
          finished_at: at,
        },
      ];
    }),
  };
}
