import { uuidSchema } from '../../shared/contracts/common.ts';
import { formatDescription } from '../../shared/contracts/credits.ts';
import { recordOperatorAction } from '../operators/record-operator-action.ts';
import { AppError, validationError } from '../platform/app-error.ts';
import type { AppDeps, Operator } from '../platform/app-deps.ts';
import { operatorGrantKey } from './ledger-keys.ts';
import { postEntries } from './post-entries.ts';

/** Credits an operator may give at once: enough for any apology, too few for a slip of the finger to hurt. */
const MAX_GRANT = 1_000_000;

/** A gift of credits. */
export interface GrantCreditsInput {
  readonly userId: string;
  readonly amount: number;
  /** Null: never. */
  readonly expiresAt: Date | null;
  /** The operator's own name for this gift: giving it again under the same key gives nothing more. */
  readonly key: string;
}

/** What was given; `replayed` when it had been given before. */
export interface GrantedCredits {
  readonly amount: number;
  readonly available: number;
  readonly replayed: boolean;
}

/**
 * Gives a user REWARD credits and records who did it and why. Throws NOT_FOUND for a user there is not (or no
 * longer), VALIDATION_FAILED for an amount or end that makes no sense, IDEMPOTENCY_MISMATCH for a key that was used
 * for another amount.
 */
export async function grantCredits(
  deps: Pick<AppDeps, 'db' | 'config' | 'events'>,
  operator: Operator,
  input: GrantCreditsInput,
): Promise<GrantedCredits> {
  const { db, config, events } = deps;
  const { userId, amount, expiresAt, key } = input;
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > MAX_GRANT)
    throw validationError([
      { path: 'amount', code: 'out_of_range', message: `whole credits from 1 to ${MAX_GRANT}` },
    ]);
  const granted = await db.write(
    async (tx) => {
      if (!uuidSchema.safeParse(userId).success) throw new AppError('NOT_FOUND');
      const [user] = await tx.all(`SELECT id FROM users WHERE id = $userId AND deleted_at IS NULL`, {
        userId,
      });
      if (!user) throw new AppError('NOT_FOUND');
      const [outcome] = await postEntries(
        tx,
        tx.now,
        [
          {
            kind: 'grant',
            userId,
            key: operatorGrantKey(key),
            type: 'REWARD',
            amount,
            expiresAt,
            description: formatDescription('grant.operator'),
            relatedType: null,
            relatedId: null,
          },
        ],
        config,
      );
      if (!outcome || outcome.status === 'refused' || outcome.available === null)
        throw new Error('a grant is never refused');
      const replayed = outcome.status === 'replayed';
      if (replayed && outcome.rows[0]?.amount !== amount) throw new AppError('IDEMPOTENCY_MISMATCH');
      if (!replayed) {
        if (expiresAt && expiresAt <= tx.now)
          throw validationError([{ path: 'expiresAt', code: 'too_small', message: 'an instant to come' }]);
        await recordOperatorAction(tx, operator, {
          action: 'credits.grant',
          userId,
          details: { amount, expiresAt: expiresAt?.toISOString() ?? null, key },
        });
      }
      return { amount, available: outcome.available, replayed };
    },
    { repeatable: true },
  );
  if (!granted.replayed) events.publish([{ userId, topic: 'credits', id: null }]);
  return granted;
}
