import { z } from 'zod';
import { uuidSchema } from './common.ts';
import { termsVersionSchema } from './orders.ts';

// Hangul has fillers, which are letters that cannot be seen: with them one name could be made to look like another.
const USERNAME_PATTERN =
  /^(?:(?!\p{Default_Ignorable_Code_Point})[a-z0-9_\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]){3,32}$/u;

/** 3 to 32 of `[a-z0-9_-]` or visible CJK after NFKC and case folding; what is parsed is the folded form. */
export const usernameSchema = z
  .string()
  .max(128)
  .transform((text) => text.normalize('NFKC').toLowerCase().normalize('NFKC'))
  .pipe(z.string().regex(USERNAME_PATTERN));

/** 8 to 256 characters of any kind. */
export const passwordSchema = z.string().min(8).max(256);

/** An e-mail address of at most 254 characters (RFC 5321, 4.5.3.1.3). */
export const emailSchema = z.string().trim().max(254).pipe(z.email());

/** Makes an account. */
export const registerInput = z.strictObject({
  username: usernameSchema,
  password: passwordSchema,
  email: emailSchema.optional(),
  termsVersion: termsVersionSchema.optional(),
});
export type RegisterInput = z.infer<typeof registerInput>;

/** `account` is a username or a verified e-mail address. */
export const loginInput = z.strictObject({
  account: z.string().min(1).max(254),
  password: z.string().min(1).max(256),
});
export type LoginInput = z.infer<typeof loginInput>;

/** Replaces the password; the old one is asked for. */
export const changePasswordInput = z.strictObject({
  currentPassword: z.string().min(1).max(256),
  newPassword: passwordSchema,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

/** Signs in with a one-time recovery code and sets a new password. */
export const recoverInput = z.strictObject({
  account: z.string().min(1).max(254),
  recoveryCode: z.string().min(1).max(64),
  newPassword: passwordSchema,
});
export type RecoverInput = z.infer<typeof recoverInput>;

/** Replaces all recovery codes; the password is asked for. */
export const renewRecoveryCodesInput = z.strictObject({ password: z.string().min(1).max(256) });
export type RenewRecoveryCodesInput = z.infer<typeof renewRecoveryCodesInput>;

/** Names one of the own sessions. */
export const revokeSessionInput = z.strictObject({ sessionId: uuidSchema });
export type RevokeSessionInput = z.infer<typeof revokeSessionInput>;

/** Gives the computer's own profile its first password. */
export const setFirstPasswordInput = z.strictObject({ password: passwordSchema });
export type SetFirstPasswordInput = z.infer<typeof setFirstPasswordInput>;

/**
 * `password` is left out by the computer's own profile while it has none, and by nobody else. `confirmCredits` repeats
 * the number of credits that will be lost, as it was shown.
 */
export const deleteAccountInput = z.strictObject({
  password: z.string().min(1).max(256).optional(),
  confirmCredits: z.int().min(0),
});
export type DeleteAccountInput = z.infer<typeof deleteAccountInput>;

/** A user as they see themselves. */
export interface UserView {
  id: string;
  username: string;
  email: string | null;
  /** The desktop app made this profile for whoever uses this computer; its credits are practice credits. */
  isLocal: boolean;
  /** False only for a local profile that has not been given one: whoever opens the app is signed in. */
  hasPassword: boolean;
  createdAt: Date;
}

/** One place where the user is signed in. */
export interface SessionView {
  id: string;
  /** What the client called itself, cut to a readable length; null when it said nothing. */
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  isCurrent: boolean;
}

/** New one-time recovery codes in place of all earlier ones. */
export interface RecoveryCodesView {
  /** Shown once. Each signs in one time. */
  recoveryCodes: string[];
}

/** Answer of a registration in the browser: the session itself travels as a cookie. */
export interface RegisteredView {
  user: UserView;
  /** Shown once. Each signs in one time. */
  recoveryCodes: string[];
}
