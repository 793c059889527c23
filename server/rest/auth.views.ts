import { z } from 'zod';
import { emailSchema, passwordSchema, usernameSchema, type UserView } from '../../shared/contracts/auth.ts';
import { instantSchema, toInstant, uuidFieldSchema } from './fields.ts';

/** What makes an account. */
export const registerBodySchema = z.strictObject({
  username: usernameSchema,
  password: passwordSchema,
  email: emailSchema.optional(),
});

/** What signs in. */
export const loginBodySchema = z.strictObject({
  account: z.string().min(1).max(254).meta({ description: 'the username, or a verified e-mail address' }),
  password: z.string().min(1).max(256),
});

/** A user as REST shows one. */
export const userSchema = z.strictObject({
  id: uuidFieldSchema,
  username: z.string(),
  email: z.string().nullable(),
  created_at: instantSchema,
});

/** A session that has just been opened, with its token. */
export const sessionSchema = z.strictObject({
  token: z.string().meta({ description: 'for the Authorization header: Bearer <token>' }),
  expires_at: instantSchema,
  user: userSchema,
});

/** A new account with its first session and its recovery codes. */
export const registrationSchema = sessionSchema.extend({
  recovery_codes: z.array(z.string()).meta({ description: 'shown once; each signs in one time' }),
});

/** An opened session as its command answers with it. */
export interface OpenedSession {
  readonly user: UserView;
  readonly token: string;
  readonly expiresAt: Date;
}

/** A user in REST names. */
export function toRestUser(user: UserView): z.output<typeof userSchema> {
  return { id: user.id, username: user.username, email: user.email, created_at: toInstant(user.createdAt) };
}

/** A session in REST names. */
export function toRestSession(session: OpenedSession): z.output<typeof sessionSchema> {
  return {
    token: session.token,
    expires_at: toInstant(session.expiresAt),
    user: toRestUser(session.user),
  };
}

/** A registration in REST names. */
export function toRestRegistration(
  session: OpenedSession & { readonly recoveryCodes: readonly string[] },
): z.output<typeof registrationSchema> {
  return { ...toRestSession(session), recovery_codes: [...session.recoveryCodes] };
}
