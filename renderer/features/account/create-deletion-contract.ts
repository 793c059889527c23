import { z } from 'zod';
import { deleteAccountInput, type UserView } from '../../../shared/contracts/auth.ts';

/** What is typed and ticked before an account is deleted. */
export interface DeletionAnswers {
  readonly password?: string | undefined;
  readonly confirmation: string;
  readonly creditsLost?: 'on' | undefined;
}

/**
 * What has to be answered before the account of `user` goes: its name, in any spelling that is the same name; the
 * password, where there is one; and that `credits` are lost, where there are any.
 */
export function createDeletionContract(
  user: Pick<UserView, 'username' | 'hasPassword'>,
  credits: number,
): z.ZodType<DeletionAnswers> {
  const nothing = z.undefined().optional();
  return z.strictObject({
    creditsLost: credits > 0 ? z.literal('on') : nothing,
    password: user.hasPassword ? deleteAccountInput.shape.password.unwrap() : nothing,
    confirmation: z.string().refine((text) => text.trim().normalize('NFKC').toLowerCase() === user.username),
  });
}
