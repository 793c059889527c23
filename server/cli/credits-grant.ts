import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { idempotencyKeySchema } from '../../shared/contracts/common.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { getUser } from './get-user.ts';
import {
  OPERATOR_OPTIONS,
  UsageError,
  operatorOf,
  requireOption,
  defineCommand,
  runCommand,
} from './run-command.ts';

const DAY_MS = 86_400_000;
const instantSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** `90d` counts from now; anything else is an instant with its time zone. */
function parseExpiry(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(now.getTime() + Number(days) * DAY_MS);
  const instant = instantSchema.safeParse(text);
  if (instant.success) return instant.data;
  throw new UsageError('--expires must be days such as 90d, or an instant such as 2027-01-31T16:00:00Z.');
}

function parseAmount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError('--amount must be a whole number of credits from 1.');
  return Number(text);
}

function parseKey(text: string | undefined): string {
  const key = idempotencyKeySchema.safeParse(text ?? randomUUID());
  if (!key.success) throw new UsageError('--key must be 1 to 255 visible ASCII characters.');
  return key.data;
}

/** Gives a user credits. */
export const creditsGrant = defineCommand({
  name: 'credits:grant',
  help: `
Usage: npm run credits:grant -- --user NAME|ID --amount N --reason "..." [--expires 90d|INSTANT] [--operator NAME] [--key K]

Gives a user credits (REWARD) and records who did it and why.

  --user      username, verified e-mail address or user id
  --amount    whole credits
  --reason    why; kept in the operators' record
  --expires   days from now (90d) or an instant (2027-01-31T16:00:00Z); without it the credits never expire
  --operator  who; the machine's user by default
  --key       a name for this gift: giving it again under the same key gives nothing more

Exit codes: 0 done, 1 failed or refused, 2 wrong arguments or settings.`,
  options: {
    ...OPERATOR_OPTIONS,
    user: { type: 'string' },
    amount: { type: 'string' },
    expires: { type: 'string' },
    key: { type: 'string' },
  },
  maxPositionals: 0,
  run: async ({ db, deps }, { values }) => {
    const name = requireOption(values.user, 'user');
    const amount = parseAmount(requireOption(values.amount, 'amount'));
    const operator = operatorOf(values);
    const expiresAt = parseExpiry(values.expires, db.now());
    const key = parseKey(values.key);
    const user = await getUser({ db }, name);
    const granted = await grantCredits(deps(), operator, { userId: user.id, amount, expiresAt, key });
    return { userId: user.id, username: user.username, expiresAt, key, ...granted };
  },
});

if (import.meta.main) process.exitCode = await runCommand(creditsGrant);
